"""nginx with the configuration that we hand out, in front of a real desk."""

import http.client
import ssl
import subprocess

import pytest
import trustme

from tests.deploy.programs import DEPLOY, program
from tests.desks import answers, free_port, stop, wait_for

NAME = "desk.example.com"
AROUND = """
error_log {folder}/error.log; pid {folder}/pid; worker_processes 1; daemon off; {user}
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {configuration}
}}
"""


@pytest.fixture
def ports(home, tmp_path):
    """The ports of plain HTTP and of TLS, with nginx and a desk behind them."""
    nginx, plain, tls, behind = program("nginx", "nginx"), free_port(), free_port(), free_port()
    folder, authority = tmp_path / "nginx", trustme.CA()
    folder.mkdir()
    certificate = authority.issue_cert(NAME)
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "pair.pem")
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    said = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443", f"listen 127.0.0.1:{tls}"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(folder / "pair.pem")),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(folder / "pair.pem")),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
    ):
        assert old in said, old
        said = said.replace(old, new)
    user = "user root;" if (folder.owner() == "root") else ""
    (folder / "conf").write_text(AROUND.format(folder=folder, configuration=said, user=user))
    desk = home.start("web", f"--http=127.0.0.1:{behind}", TRANSOM_BASE_URL=f"https://{NAME}")
    server = subprocess.Popen([nginx, "-p", folder, "-e", folder / "error.log", "-c", folder / "conf"])
    wait_for(lambda: answers(behind) and answers(tls), 60)
    yield plain, tls
    server.terminate()
    server.wait(20)
    assert stop(desk) == 0


def test_the_desk_behind_the_proxy(ports, tmp_path):
    plain, tls = ports
    asked = http.client.HTTPConnection("127.0.0.1", plain, timeout=20)
    asked.request("GET", "/queues/open/?page=2", headers={"Host": NAME})
    answer = asked.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/queues/open/?page=2")

    trusting = ssl.create_default_context(cafile=tmp_path / "authority.pem")
    trusting.check_hostname = False  # we ask by its number; the chain is checked

    def get(path):
        secure = http.client.HTTPSConnection("127.0.0.1", tls, timeout=20, context=trusting)
        secure.request("GET", path, headers={"Host": NAME, "X-Forwarded-For": "10.9.8.7"})
        return secure.getresponse()

    page = get("/sign-in/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Secure" in page.headers["Set-Cookie"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert [get(f"/{name}").status for name in ("healthz", "readyz", "metrics")] == [404] * 3
    tries = [get("/sign-in/").status for _ in range(30)]
    assert (tries[0], tries[-1]) == (200, 429)


SESSION = """
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
print(client.session.session_key)
"""


def test_what_an_open_page_listens_to_comes_at_once(ports, home, tmp_path):
    _plain, tls = ports
    session = home.shell(SESSION).stdout.decode().strip()
    trusting = ssl.create_default_context(cafile=tmp_path / "authority.pem")
    trusting.check_hostname = False
    secure = http.client.HTTPSConnection("127.0.0.1", tls, timeout=20, context=trusting)
    headers = {"Host": NAME, "Cookie": f"sessionid={session}", "Accept-Encoding": "gzip", "Origin": f"https://{NAME}"}
    secure.request("GET", "/live/", headers=headers)
    answer = secure.getresponse()
    assert answer.status == 200
    assert "Content-Encoding" not in answer.headers
    assert answer.readline() == b"retry: 3000\n"
    assert b"event: hello\n" in [answer.readline() for _ in range(3)]
