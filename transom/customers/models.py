"""Customers, their mail domains, and their contacts."""

from django.conf import settings
from django.db import models, transaction

from transom.foundation.addresses import Address, normalise


class Customer(models.Model):
    """An organisation that we serve."""

    name = models.CharField(max_length=200, unique=True)
    tier = models.CharField(max_length=50, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "transom"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        return self.name


class CustomerDomain(models.Model):
    """Mail from this domain comes from this customer. Never a public mail provider's."""

    domain = models.CharField(max_length=253, unique=True)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="domains")

    class Meta:
        app_label = "transom"


class ContactQuerySet(models.QuerySet):
    def with_address(self, address: str):
        return self.filter(addresses__address=normalise(address))

    def find_or_make(self, address: Address):
        """The contact who has this address; a new one, filed under the customer of its domain, where nobody has.

        A name that we already know is kept: whoever writes can put any name beside an address.
        """
        known = self.with_address(address.address).select_related("customer").first()
        if known:
            return known
        customer = Customer.objects.filter(domains__domain=address.domain).first()
        with transaction.atomic():
            row = self.create(name=address.label[:200], customer=customer)
            made, is_new = ContactAddress.objects.get_or_create(address=address.address, defaults={"contact": row})
            if not is_new:  # another mail of theirs was filed at the same moment
                row.delete()
                return made.contact
        return row


class Contact(models.Model):
    """A person at a customer's, or someone of no known customer. `user` appears at their first portal sign-in.

    `name` is never empty: it is their address until we know better.
    """

    name = models.CharField(max_length=200)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="contacts")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        app_label = "transom"

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The address we write to: the one they gave first."""
        first = next(iter(self.addresses.all()), None)
        return first.address if first else ""

    def as_address(self) -> Address:
        address = self.address
        return Address("" if self.name == address else self.name, address)


class ContactAddress(models.Model):
    """One address belongs to one contact; a contact may have several."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="addresses")
    address = models.CharField(max_length=254, unique=True)

    class Meta:
        app_label = "transom"
        ordering = ["pk"]
