"""A device that keeps passkeys, without a browser round it."""

import json
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

ORIGIN = "https://testserver"
FLAG = AuthenticatorData.FLAG
OWNER = FLAG.UP | FLAG.UV  # somebody is there, and has shown a finger, a face or a PIN


class Device:
    """Answers what a page asks the browser for, as JSON; `flags` say whether it has recognized its owner."""

    def __init__(self, *, flags: int = OWNER, origin: str = ORIGIN) -> None:
        self.flags, self.origin = flags, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(16)
        self.owner = ""

    def create(self, options: dict) -> str:
        """Keep a new passkey for whom the page names."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        kept = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public)
        told = AuthenticatorData.create(self.place(asked["rp"]["id"]), self.flags | FLAG.AT, 0, kept)
        statement = AttestationObject.create("none", told, {})
        client = self.client("webauthn.create", asked)
        return self.sent({"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(statement)})

    def get(self, options: dict) -> str:
        """Show the passkey."""
        asked = options["publicKey"]
        told = AuthenticatorData.create(self.place(asked["rpId"]), self.flags, 0)
        client = self.client("webauthn.get", asked)
        signature = self.key.sign(bytes(told) + client.hash, ec.ECDSA(SHA256()))
        return self.sent(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(told),
                "signature": websafe_encode(signature),
                "userHandle": self.owner,
            }
        )

    @staticmethod
    def place(rp_id: str) -> bytes:
        return sha256(rp_id.encode()).digest()

    def client(self, kind: str, asked: dict) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(asked["challenge"]), self.origin)

    def sent(self, response: dict) -> str:
        ident = websafe_encode(self.credential_id)
        extensions = {"credProps": {"rk": True}}
        return json.dumps(
            {
                "id": ident,
                "rawId": ident,
                "type": "public-key",
                "clientExtensionResults": extensions,
                "response": response,
            }
        )
