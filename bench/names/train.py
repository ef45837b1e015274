#!/usr/bin/env python3
"""Trains detectors/recognise/data/model.txt, the weights of the person name model.

usage: train.py DUMP_FEATURES OUT [--part FILE=WEIGHT]... [--test]

FILE is JSON lines {"text", "spans": [{"bstart", "bend", "type"}]}; spans of type person are names. WEIGHT says how
much one token of the file counts; with a sign "-" before it the text holds no names to be reported, whatever
its labels say. --test keeps a fifth of the documents back and reports on them. Needs numpy and scipy.
"""
import argparse
import json
import subprocess
import zlib

import numpy as np
from scipy import sparse

HIDDEN, SCALE, DECAY = 16, 64, 0.05
RECORD = np.dtype([('document', '<u4'), ('begin', '<u4'), ('end', '<u4'), ('rows', '<u2', 64)])


def load(dump, path):
    """Records, labels, and for each record whether its document is kept back."""
    with open(path, encoding='utf-8') as f:
        documents = [json.loads(line) for line in f if line.strip()]
    texts = [d['text'].encode() for d in documents]
    feed = b''.join(b'%d\n%s\n' % (len(t), t) for t in texts)
    records = np.frombuffer(subprocess.run([dump], input=feed, stdout=subprocess.PIPE, check=True).stdout, RECORD)
    labels = np.zeros(len(records), np.float32)
    spans = [[(s['bstart'], s['bend']) for s in d.get('spans', ()) if s['type'] == 'person'] for d in documents]
    for i, (document, begin, end) in enumerate(zip(records['document'], records['begin'], records['end'])):
        labels[i] = any(b < end and e > begin for b, e in spans[document])
    kept = np.array([zlib.crc32(t[:400]) % 5 == 0 for t in texts])
    return records, labels, kept[records['document']] if len(records) else np.zeros(0, bool)


def matrix(rows, count):
    rows = np.asarray(rows)
    used = rows < count
    return sparse.csr_matrix((np.ones(used.sum(), np.float32), rows[used], np.concatenate([[0], used.sum(1).cumsum()])),
                             (len(rows), count))


class Model:
    def __init__(self, count, seed):
        random = np.random.default_rng(seed)
        self.p = [random.normal(0, 0.15, (count, HIDDEN)).astype(np.float32), np.zeros(HIDDEN, np.float32) + 0.1,
                  random.normal(0, 0.4, HIDDEN).astype(np.float32), np.zeros(1, np.float32)]
        self.m, self.v, self.t = [np.zeros_like(p) for p in self.p], [np.zeros_like(p) for p in self.p], 0

    def logits(self, x):
        hidden = np.maximum(x @ self.p[0] + self.p[1], 0)
        return hidden, hidden @ self.p[2] + self.p[3]

    def step(self, x, y, w, rate, decay):
        hidden, z = self.logits(x)
        d = (1 / (1 + np.exp(-z)) - y) * w / w.sum()
        back = np.outer(d, self.p[2]) * (hidden > 0)
        grads = [x.T @ back, back.sum(0), hidden.T @ d, np.array([d.sum()], np.float32)]
        self.t += 1
        for i, g in enumerate(grads):
            self.m[i] = 0.9 * self.m[i] + 0.1 * g
            self.v[i] = 0.999 * self.v[i] + 0.001 * g * g
            update = self.m[i] / (1 - 0.9 ** self.t) / (np.sqrt(self.v[i] / (1 - 0.999 ** self.t)) + 1e-8)
            self.p[i] -= rate * (update + (decay * self.p[i] if i != 1 and i != 3 else 0))


def report(name, z, y):
    found = z > 0.41
    right = (found & (y > 0)).sum()
    print(f'{name:28} tokens {len(y):7} names {int(y.sum()):6}  P {right / max(1, found.sum()):.3f}  R {right / max(1, y.sum()):.3f}')


def write(path, model):
    flat = np.concatenate([np.clip(np.round(p * SCALE), -32000, 32000).astype(int).ravel() for p in model.p])
    with open(path, 'w', encoding='ascii') as f:
        for i in range(0, len(flat), HIDDEN):
            f.write(','.join(map(str, flat[i:i + HIDDEN])) + ',\n')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('dump')
    parser.add_argument('out')
    parser.add_argument('--part', action='append')
    parser.add_argument('--test', action='store_true')
    parser.add_argument('--epochs', type=int, default=10)
    parser.add_argument('--rows', type=int, required=True)
    options = parser.parse_args()
    parts = []
    for part in options.part:
        path, weight = part.rsplit('=', 1)
        records, labels, kept = load(options.dump, path)
        if weight.startswith('-'):
            labels[:] = 0
        parts.append((path.split('/')[-1], matrix(records['rows'], options.rows), labels, kept, abs(float(weight))))
    x = sparse.vstack([p[1] for p in parts]).tocsr()
    y = np.concatenate([p[2] for p in parts])
    w = np.concatenate([np.full(len(p[2]), p[4], np.float32) for p in parts])
    if options.test:
        train = ~np.concatenate([p[3] for p in parts])
        x, y, w = x[train], y[train], w[train]
    print(len(y), 'tokens')
    model, random = Model(options.rows, 1), np.random.default_rng(2)
    batch, steps = 2048, 0
    total = options.epochs * (len(y) // batch + 1)
    for _ in range(options.epochs):
        order = random.permutation(len(y))
        for i in range(0, len(order), batch):
            some = order[i:i + batch]
            model.step(x[some], y[some], w[some], 0.01 * (1 - steps / total) + 0.0002, DECAY)
            steps += 1
    for name, px, py, kept, _ in parts:
        some = kept if options.test else np.ones(len(py), bool)
        if some.any():
            report(name, model.logits(px[some])[1], py[some])
    write(options.out, model)


main()
