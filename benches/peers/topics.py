#!/usr/bin/env python3
"""Compares our LDA sampler with tomotopy and gensim: the same passages, topics and priors; speed and quality.

    topics.py --tokens FILE --topics 50 --sweeps 200 --alpha 0.1 --beta 0.01 --threads 2 --rounds 5 --ours COMMAND

FILE has one passage a line: whole numbers (the words) with spaces between; an empty line is an empty passage. Every 10th passage
(the 1st, the 11th ...) is held out; models are trained on the rest. Without --ours only the peers are measured. The first run makes
a virtual environment in the folder --env and installs the exact versions of topics.txt there (from PyPI).

COMMAND is called as
    COMMAND --tokens FILE --topics K --sweeps N --alpha A --beta B --threads T --seed S --model OUT
It prints one line of JSON: {"seconds": of sampling alone, "tokens": n, "sweeps": N, "log_likelihood": per token of training}, and, if
it likes, "version". OUT is little-endian: u32 K, u32 V, K f64 (alpha), K*V f64 (phi, a topic a row). V is the highest word of FILE + 1.
"""
import argparse
import collections
import dataclasses
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import environment
from environment import note

REQUIREMENTS = pathlib.Path(__file__).resolve().with_name('topics.txt')
HELD_OUT = 10  # every 10th passage
FOLD_IN_STEPS = 50
SCHEMES = ('partition', 'copy_merge', 'none')  # tomotopy's ways to share the work between threads
TRIAL_TOKENS, TRIALS = 5_000_000, 3
QUALITY = ('train', 'own', 'held_out')
# A trained model. phi: K rows that add up to 1; own: ln p per token of training with the theta of the sampler's last state, or None.
Fit = collections.namedtuple('Fit', 'phi seconds sweeps own version')


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add('--tokens', type=pathlib.Path, required=True, metavar='FILE', help='passages as numbers, one a line')
    add('--topics', type=int, default=50, metavar='K', help='(default %(default)s)')
    add('--sweeps', type=int, default=100, metavar='N', help='of the samplers (default %(default)s)')
    add('--alpha', type=float, default=0.1, help='prior of each topic in a passage (default %(default)s)')
    add('--beta', type=float, default=0.01, help='prior of each word in a topic (default %(default)s)')
    add('--threads', type=int, default=1, metavar='T', help='of ours and tomotopy; gensim has one (default %(default)s)')
    add('--rounds', type=int, default=1, metavar='R', help='each trains every sampler, with a seed of its own (default %(default)s)')
    add('--seed', type=int, default=1, metavar='S', help='of the first round (default %(default)s)')
    add('--ours', metavar='COMMAND', help='our program, with arguments of its own if any')
    add('--schemes', nargs='+', choices=('fastest', *SCHEMES), default=['fastest'], help='of tomotopy (default: by a short trial)')
    add('--passes', type=int, default=10, help='of gensim; 0 leaves gensim out (default %(default)s)')
    add('--env', type=pathlib.Path, default=pathlib.Path('target/peers'), help='folder of the environment (default %(default)s)')
    args = parser.parse_args()
    for name, least in dict(topics=2, sweeps=1, threads=1, rounds=1, seed=0, passes=0).items():
        if getattr(args, name) < least:
            parser.error(f'--{name}: at least {least}')
    if not (0 < args.alpha < float('inf') and 0 < args.beta < float('inf')):
        parser.error('--alpha and --beta: more than 0')
    return args


def timed(work):
    """Seconds of the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Failure(Exception):
    """What the person can mend; printed without a trace."""


@dataclasses.dataclass
class Corpus:
    """Words are numbered anew, those of training first, so that every model has the same vocabulary: 0..words."""
    train: list  # of arrays; the empty passages are kept for ours
    held_out: list
    words: int
    unseen: int  # words that only the held-out passages have: words..words + unseen

    @property
    def tokens(self):
        return sum(map(len, self.train))


def read_corpus(path):
    """Reads the passages, holds every 10th out, numbers the words anew."""
    passages = []
    with open(path, encoding='ascii') as lines:
        for at, line in enumerate(lines, 1):
            try:
                passages.append([int(word) for word in line.split()])
            except ValueError:
                raise Failure(f'{path}, line {at}: not whole numbers with spaces between') from None
            if min(passages[-1], default=0) < 0:
                raise Failure(f'{path}, line {at}: a negative word')
    train = [p for at, p in enumerate(passages) if at % HELD_OUT]
    words = sorted({word for p in train for word in p})
    new = {word: at for at, word in enumerate(words)}
    renumbered = [np.array([new.setdefault(word, len(new)) for word in p], dtype=np.int64) for p in passages]
    held_out = renumbered[::HELD_OUT]
    if not words or not any(len(p) > 1 for p in held_out):
        raise Failure(f'{path}: too short; training and the held-out passages (every {HELD_OUT}th) need words')
    return Corpus([p for at, p in enumerate(renumbered) if at % HELD_OUT], held_out, len(words), len(new) - len(words))


def tomotopy_model(corpus, args, scheme, seed):
    """A model with its words read and its state drawn, and the function that sweeps: what is timed starts here."""
    model = tomotopy.LDAModel(k=args.topics, alpha=args.alpha, eta=args.beta, seed=seed, min_cf=0, min_df=0, rm_top=0)
    model.optim_interval = 0  # it would learn alpha, at some cost of time
    for passage in corpus.train:
        if len(passage):
            model.add_doc([str(word) for word in passage])
    parallel = getattr(tomotopy.ParallelScheme, scheme.upper())
    sweep = lambda sweeps: model.train(sweeps, workers=args.threads, parallel=parallel)
    sweep(0)
    return model, sweep


def train_tomotopy(corpus, args, scheme, seed):
    """Its phi is of the last state: (n_kw + beta) / (n_k + V beta); so is theta: (n_dk + alpha) / (N_d + K alpha)."""
    model, sweep = tomotopy_model(corpus, args, scheme, seed)
    seconds = timed(lambda: sweep(args.sweeps))
    order = np.array([int(word) for word in model.used_vocabs])
    if len(order) != corpus.words or not np.allclose(model.alpha, args.alpha):
        raise Failure('tomotopy left words out or changed alpha: the comparison would not be fair')
    phi = np.empty((args.topics, corpus.words))
    for topic in range(args.topics):
        phi[topic, order] = model.get_topic_word_dist(topic)
    phi /= phi.sum(axis=1, keepdims=True)  # they are f32
    theta = (doc.get_topic_dist() for doc in model.docs)
    own = sum_log(phi.T.copy(), theta, [p for p in corpus.train if len(p)]) / corpus.tokens
    return Fit(phi, seconds, args.sweeps, own, tomotopy.__version__)


def fastest_scheme(corpus, args):
    """Tries each scheme in turn, three times, and takes that of the fastest trial. With one thread they are the same."""
    if args.threads == 1:
        return 'none'
    sweeps = max(10, TRIAL_TOKENS // corpus.tokens)
    sweep = {scheme: tomotopy_model(corpus, args, scheme, args.seed)[1] for scheme in SCHEMES}
    times = [{scheme: timed(lambda: sweep[scheme](sweeps)) for scheme in SCHEMES} for _ in range(TRIALS)]
    best = {scheme: min(row[scheme] for row in times) for scheme in SCHEMES}
    note('tomotopy, M tokens/s in a trial: ' + ', '.join(f'{s} {corpus.tokens * sweeps / t / 1e6:.2f}' for s, t in best.items()))
    return min(best, key=best.get)


def train_gensim(corpus, args, seed):
    """Variational Bayes in batches of the whole corpus. decay=0, for else gensim mixes each pass with the ones before (rho < 1),
    as if more passages were to come, and ten passes get nowhere."""
    bags = [[(int(w), int(n)) for w, n in zip(*np.unique(p, return_counts=True))] for p in corpus.train if len(p)]
    model = gensim.models.LdaModel(
        id2word={word: str(word) for word in range(corpus.words)}, num_topics=args.topics, passes=args.passes, update_every=0,
        alpha=[args.alpha] * args.topics, eta=args.beta, decay=0, eval_every=None, random_state=seed)
    seconds = timed(lambda: model.update(bags))
    phi = model.get_topics().astype(np.float64)
    return Fit(phi / phi.sum(axis=1, keepdims=True), seconds, args.passes, None, gensim.__version__)


def train_ours(corpus, args, seed):
    """Writes the training passages, runs our program, and believes its clock only within the time that it took in all."""
    with tempfile.TemporaryDirectory() as folder:
        tokens, out = pathlib.Path(folder, 'train.tokens'), pathlib.Path(folder, 'model')
        tokens.write_text(''.join(' '.join(map(str, p)) + '\n' for p in corpus.train), encoding='ascii')
        options = dict(tokens=tokens, topics=args.topics, sweeps=args.sweeps, alpha=args.alpha, beta=args.beta, threads=args.threads,
                       seed=seed, model=out)
        command = shlex.split(args.ours) + [str(part) for name, value in options.items() for part in (f'--{name}', value)]
        start = time.perf_counter()
        run = subprocess.run(command, capture_output=True, text=True)
        wall = time.perf_counter() - start
        if run.returncode:
            raise Failure(f'--ours: exit {run.returncode}: {run.stderr.strip()[-2000:]}')
        try:
            said = json.loads(run.stdout)
            seconds, own, counts = said['seconds'], said['log_likelihood'], (said['tokens'], said['sweeps'])
        except (ValueError, KeyError, TypeError) as error:
            raise Failure(f'--ours: not the line of JSON that is wanted ({error!r}): {run.stdout[:300]!r}') from None
        if counts != (corpus.tokens, args.sweeps) or not 0 < seconds <= wall:
            raise Failure(f'--ours: says {run.stdout.strip()}; it had {corpus.tokens} tokens, {args.sweeps} sweeps, {wall:.3f} s in all')
        return Fit(read_model(out, corpus, args), seconds, args.sweeps, own, said.get('version', '–'))


def read_model(path, corpus, args):
    """Reads phi. An alpha that was learnt, or another vocabulary, would be a different task, so it is an error."""
    data, wanted = path.read_bytes(), (args.topics, corpus.words)
    shape = tuple(int.from_bytes(data[at:at + 4], 'little') for at in (0, 4))
    if shape != wanted or len(data) != 8 + 8 * args.topics * (1 + corpus.words):
        raise Failure(f'--ours: its model has {len(data)} bytes and (K, V) = {shape}; wanted {wanted}')
    values = np.frombuffer(data, '<f8', offset=8)
    alpha, phi = values[:args.topics], values[args.topics:].reshape(wanted)
    if not np.allclose(alpha, args.alpha) or not (phi > 0).all() or not np.allclose(phi.sum(axis=1), 1):
        raise Failure('--ours: alpha is not the one given, or a row of phi is not positive or does not add up to 1')
    return phi


def with_unseen(phi, unseen):
    """Gives a word that training lacks what the topic gives its rarest word, (0 + beta) / (n_k + V beta) as good as always, for each
    model the same rule; then the rows add up to 1 again."""
    phi = np.hstack([phi, np.repeat(phi.min(axis=1, keepdims=True), unseen, axis=1)])
    return phi / phi.sum(axis=1, keepdims=True)


def fold_in(columns, alpha, passages):
    """theta of each passage with phi fixed, the same for every model: from theta_k = 1/K, FOLD_IN_STEPS times
    theta_k ∝ alpha + sum over its tokens w of theta_k phi_kw / sum_j theta_j phi_jw. `columns` is phi transposed."""
    words = np.zeros((len(passages), max(map(len, passages))), dtype=np.int64)
    real = np.zeros(words.shape)  # 1, and 0 where a short passage is filled up
    for row, passage in enumerate(passages):
        words[row, :len(passage)], real[row, :len(passage)] = passage, 1
    likelihood = columns[words]
    theta = np.full((len(passages), columns.shape[1]), 1 / columns.shape[1])
    for _ in range(FOLD_IN_STEPS):
        share = real / (likelihood @ theta[:, :, None])[:, :, 0]
        theta = alpha + theta * (share[:, None, :] @ likelihood)[:, 0, :]
        theta /= theta.sum(axis=1, keepdims=True)
    return theta


def sum_log(columns, theta, passages):
    """Sum over the tokens of ln sum_k theta_dk phi_kw."""
    return sum(float(np.log(columns[passage] @ row).sum()) for row, passage in zip(theta, passages))


def completion(phi, alpha, observed, scored):
    """Mean ln p of the scored tokens, with the theta that the observed tokens of the same passage give."""
    columns = np.ascontiguousarray(phi.T)
    pairs = sorted(((o, s) for o, s in zip(observed, scored) if len(s)), key=lambda pair: len(pair[0]))  # of like length together
    step = max(1, 2**17 // (len(phi) * len(pairs[-1][0])))  # about 1 MB at a time
    total = 0.0
    for at in range(0, len(pairs), step):
        some, others = zip(*pairs[at:at + step])
        total += sum_log(columns, fold_in(columns, alpha, some), others)
    return total / sum(len(s) for _, s in pairs)


def measure(corpus, args):
    """The rounds: each trains each sampler once, and each begins with another; gensim, which is not in the race, has the first."""
    schemes = dict.fromkeys(fastest_scheme(corpus, args) if scheme == 'fastest' else scheme for scheme in args.schemes)
    runs = {f'tomotopy ({s})': lambda seed, s=s: train_tomotopy(corpus, args, s, seed) for s in schemes}
    if args.ours:
        runs = {'ours': lambda seed: train_ours(corpus, args, seed), **runs}
    results = {name: [] for name in runs}
    for turn in range(args.rounds):
        names = list(runs)[turn % len(runs):] + list(runs)[:turn % len(runs)]
        for name in names + ['gensim'] * (turn == 0 and args.passes > 0):
            note(f'round {turn + 1} of {args.rounds}: {name}')
            train = runs.get(name, lambda seed: train_gensim(corpus, args, seed))
            results.setdefault(name, []).append(scores(train(args.seed + turn), corpus, args))
    return results


def scores(fit, corpus, args):
    """What the table needs of a trained model; phi itself is let go."""
    observed, scored = [p[::2] for p in corpus.held_out], [p[1::2] for p in corpus.held_out]
    return dict(rate=corpus.tokens * fit.sweeps / fit.seconds / 1e6, version=fit.version, own=fit.own,
                train=completion(fit.phi, args.alpha, corpus.train, corpus.train),
                held_out=completion(with_unseen(fit.phi, corpus.unseen), args.alpha, observed, scored))


def mean(rows, key):
    """Mean of the rounds, with the lowest and the highest if they differ."""
    values = [row[key] for row in rows]
    if None in values:
        return '–'
    spread = f' ({min(values):.4f} to {max(values):.4f})' if len(values) > 1 else ''
    return f'{statistics.fmean(values):.4f}{spread}'


def table(results, corpus, args):
    """The Markdown, with what its figures mean."""
    medians = {name: statistics.median(row['rate'] for row in rows) for name, rows in results.items()}
    base = max(rate for name, rate in medians.items() if name.startswith('tomotopy'))
    print('| model | version | K | sweeps | threads | M tokens/s, median | best | ratio to tomotopy | train, fold-in | train, own state '
          '| held-out |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|')
    for name, rows in results.items():
        cells = [name, rows[0]['version'], args.topics, f'{args.passes} passes' if name == 'gensim' else args.sweeps,
                 1 if name in ('gensim', 'tomotopy (none)') else args.threads, f'{medians[name]:.2f}',
                 f'{max(row["rate"] for row in rows):.2f}', f'{medians[name] / base:.3f}', *(mean(rows, key) for key in QUALITY)]
        print('|', ' | '.join(map(str, cells)), '|')
    print(f'''
{args.tokens.name}: {corpus.tokens} tokens and {corpus.words} words of training in {len(corpus.train)} passages;
{len(corpus.held_out)} held out, with {corpus.unseen} words of their own.
alpha {args.alpha:g}, beta {args.beta:g}, rounds {args.rounds}, seed {args.seed}.
tomotopy uses {tomotopy.isa}. {os.cpu_count()} cores, load before {args.load:.1f}.

- Time is that of sampling: tomotopy's train(N) after train(0), what ours says, gensim's update (first round only). gensim does not
  sample: in a pass it goes over a passage up to 50 times.
- Quality is ln p per token, the mean of the rounds (lowest to highest), each with its own seed.
- *Fold-in*: theta by the same {FOLD_IN_STEPS} steps of expectation for every model, with phi as the model gives it.
- *Own state*: theta of the sampler's last state; for ours, what ours says.
- *Held-out*: theta by fold-in from the even tokens of a held-out passage; ln p of its odd ones.''')


def main():
    args = arguments()
    try:
        environment.enter(REQUIREMENTS, args.env)
        global gensim, np, tomotopy
        import gensim
        import numpy as np
        import tomotopy
        warnings.filterwarnings('ignore', message='The training result may differ')  # tomotopy with several threads: known, and said
        args.load = os.getloadavg()[0] if hasattr(os, 'getloadavg') else float('nan')
        corpus = read_corpus(args.tokens)
        table(measure(corpus, args), corpus, args)
    except (Failure, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f'topics.py: {error}')


if __name__ == '__main__':
    main()
