"""Keeps a process to the public internet and to the connector's own code: a manifest is written by a tenant and must not reach the machines around us.

Checked where sockets connect, after names were resolved and redirects followed: a name that resolves anew does not get past.
"""

import ipaddress
import os
import sys


class OutOfReach(Exception):
    """No OSError: those are tried again, and this stays as it is."""


def is_allowed(text, loopback_too):
    try:
        address = ipaddress.ip_address(str(text).split("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return (address.is_global and not address.is_multicast) or (loopback_too and address.is_loopback)


def keep_to_public_addresses(loopback_too):
    def check(event, arguments):
        if event not in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            return
        address = arguments[1]
        # No address: a socket that is connected, which was checked then.
        if address is None or (isinstance(address, tuple) and is_allowed(address[0], loopback_too)):
            return
        raise OutOfReach("a manifest reaches public addresses only")

    sys.addaudithook(check)


def refuse_code():
    """Whoever lets a manifest in looks for this too; here is where it would be run."""
    from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory

    def create_custom_component(self, *_, **__):
        raise OutOfReach("a manifest brings no code of its own")

    ModelToComponentFactory.create_custom_component = create_custom_component


def keep():
    """As REACH says: "public", "public and loopback"; all, when it is not there."""
    reach = os.environ.get("REACH")
    if reach:
        refuse_code()
        keep_to_public_addresses(loopback_too=reach == "public and loopback")
