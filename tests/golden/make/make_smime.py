#!/usr/bin/env python3
"""Makes signe.p7m and chiffre.p7m of tests/golden/documents with the openssl program, under a key that is
thrown away. The people are invented.

usage: make_smime.py [OUT_DIR]
"""
import subprocess
import sys
import tempfile
from pathlib import Path

OUT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / 'documents').resolve()
MAIL = 'From: zoe@exemple.fr\r\nTo: paul@exemple.fr\r\nSubject: dedans\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n' \
       'Content-Transfer-Encoding: base64\r\n\r\nVW4gbW90IGRlIFpvw6ku\r\n'

with tempfile.TemporaryDirectory() as folder:
    def openssl(*arguments):
        subprocess.run(['openssl', *arguments], cwd=folder, check=True, capture_output=True)
    Path(folder, 'mail').write_text(MAIL, newline='')
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key', '-out', 'certificate',
            '-days', '1', '-utf8', '-subj', '/C=FR/CN=Zoé Lambert/emailAddress=zoe@exemple.fr')
    openssl('cms', '-sign', '-binary', '-nodetach', '-in', 'mail', '-signer', 'certificate', '-inkey', 'key', '-outform', 'DER',
            '-out', str(OUT / 'signe.eml.p7m'))
    openssl('cms', '-encrypt', '-binary', '-in', 'mail', '-outform', 'DER', '-out', str(OUT / 'chiffre.p7m'), 'certificate')
