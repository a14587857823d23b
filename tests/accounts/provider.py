"""A small identity provider that speaks OpenID Connect over HTTP: real keys, real tokens.

It logs in whoever it is told to, without asking. An attack is a change of one token.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "second-look", "a secret between the two"
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}, private=True)
STRANGERS_KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}, private=True)


class Provider:
    """Who logs in is `claims`; `spoil` changes what the token says, `sign` how it is signed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.claims = {"sub": "person-1", "email": "clinician@hospital.example",
                       "email_verified": True}  # fmt: skip
        self.asked: dict[str, dict] = {}
        self.spoil = lambda claims: claims
        self.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY)

    def metadata(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def code_for(self, asked: dict) -> str:
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        return code

    def token_for(self, posted: dict, credentials: str) -> dict | None:
        """None where the code, the secret or the PKCE verifier is not the one."""
        asked = self.asked.pop(posted.get("code", ""), None)
        wanted = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if not asked or credentials != f"Basic {wanted}" or challenge != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60,
                  "nonce": asked["nonce"], **self.claims}  # fmt: skip
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer",
                "id_token": self.sign(self.spoil(claims))}  # fmt: skip


def unsigned(claims: dict) -> str:
    parts = ({"alg": "none"}, claims)
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
                  for part in parts)  # fmt: skip
    return f"{head}.{body}."


def by_a_stranger(claims: dict) -> str:
    return jwt.encode({"alg": "RS256", "kid": "1"}, claims, STRANGERS_KEY)


def _handler(provider_of):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def _answer(self, status: int, content: dict) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            provider, address = provider_of(), urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path == "/.well-known/openid-configuration":
                self._answer(200, provider.metadata())
            elif address.path == "/keys":
                self._answer(200, {"keys": [KEY.as_dict(private=False)]})
            elif address.path == "/authorize":
                back = {"code": provider.code_for(asked), "state": asked["state"]}
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._answer(404, {})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            posted = {name: values[0] for name, values in parse_qs(body).items()}
            token = provider_of().token_for(posted, self.headers.get("Authorization", ""))
            self._answer(200 if token else 400, token or {"error": "invalid_grant"})

    return Handler


@contextmanager
def running():
    """On a free port of this machine, while the block lasts."""
    served: list[Provider] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: served[0]))
    served.append(Provider(f"http://127.0.0.1:{server.server_port}"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield served[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
