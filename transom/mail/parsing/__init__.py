"""Reading mail where it can hurt nobody: in a child process with limits, which is thrown away when it breaks.

`desk.py` is what the rest of the desk calls; `pool.py` keeps the child warm; `child.py` is its whole program.
"""
