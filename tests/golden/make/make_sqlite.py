#!/usr/bin/env python3
"""Makes clients.sqlite: tables of several kinds, a file in a cell. Usage: make_sqlite.py OUT"""
import io
import os
import sqlite3
import sys
import zipfile

out = sys.argv[1]
if os.path.exists(out):
    os.remove(out)
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as archive:
    archive.writestr(zipfile.ZipInfo("contrat.txt"), "Contrat de Mathilde Exemple\n")
base = sqlite3.connect(out)
base.execute("pragma page_size=512")
base.execute('create table "les ""clients"(id integer primary key, nom text, solde real, piece blob,'
             ' cle text generated always as (nom || id))')
rows = [("Élodie\nVasseur", 33612345678.0, None), ("Tab\tulé", 1.5, "é en octets".encode()),
        ("Fichier", 0, packed.getvalue()), ("Binaire", None, b"\0\1cache dedans\xff\xfe")]
base.executemany('insert into "les ""clients"(nom, solde, piece) values (?, ?, ?)', rows)
base.execute("create table codes(code text primary key, ville text) without rowid")
base.execute("insert into codes values ('75001', 'Paris')")
base.execute("create view vue as select nom from \"les \"\"clients\"")
base.execute("create virtual table plein using fts4(corps)")
base.execute("insert into plein values ('Lettre de Bastien')")
base.execute("create table vide(colonne)")
base.commit()
base.close()
