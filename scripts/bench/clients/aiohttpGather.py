"""aiohttp + gather, on uvloop where it is installed: fetches the URLs of a file for each line of its
input and prints what it used as JSON."""

import asyncio
import json
import resource
import sys
import time

import aiohttp

try:
    import uvloop

    run = uvloop.run
except ImportError:
    run = asyncio.run


def cpu_micros():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1_000_000


async def fetch_all(session, urls, concurrency):
    # The total timeout counts from the call: without this, what queues for a connection would time out.
    lanes = asyncio.Semaphore(concurrency)

    async def fetch_one(url):
        async with lanes:
            try:
                async with session.get(url) as response:
                    response.raise_for_status()
                    return await response.json()
            except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
                return {"error": str(error)}

    bodies = await asyncio.gather(*map(fetch_one, urls))
    return sum(body.get("kind") == "orders" for body in bodies)


def open_session(work):
    timeout = aiohttp.ClientTimeout(total=work["timeoutMs"] / 1000)
    connector = aiohttp.TCPConnector(limit=work["concurrency"])
    return aiohttp.ClientSession(connector=connector, timeout=timeout)


async def main(work):
    with open(work["urlsFile"]) as file:
        urls = file.read().split("\n")
    async with open_session(work) as session:
        warm_up, measured = urls[: work["warmUp"]], urls[work["warmUp"] :]
        for at in range(0, len(warm_up), work["requests"]):
            await fetch_all(session, warm_up[at : at + work["requests"]], work["concurrency"])
        for _ in sys.stdin:
            await fetch_all(session, measured, work["concurrency"])  # Not counted: it has waited for its turn.
            cpu, started = cpu_micros(), time.perf_counter()
            right = await fetch_all(session, measured, work["concurrency"])
            used = {"cpuMicros": cpu_micros() - cpu, "wallMs": (time.perf_counter() - started) * 1000, "right": right}
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            print(json.dumps({**used, "peakRssBytes": peak}), flush=True)


if __name__ == "__main__":
    run(main(json.loads(sys.argv[1])))
