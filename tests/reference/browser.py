"""Drives a headless Chromium through its debugging pipe, with nothing but the standard library.

    browser.py PAGE < STEPS

Opens the file, does each line of STEPS, and prints what it gives:
    js EXPRESSION      the value, a text as it is, all else as JSON
    key NAME [TIMES]   a key as a keyboard sends it: Tab, Enter, or a letter
    tab SELECTOR       Tab until what has the focus is one of these; prints how often, or `never`
    size WIDTH HEIGHT  of the window
    light | dark       what the reader prefers
    noscript           loads the page again without scripts
    shot FILE          a picture of the window; `shot FILE Y` from there on
    pdf FILE           the page as it prints
    happened           requests, messages, errors and dialogs since the page was opened
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

KEYS = {"Tab": 9, "Enter": 13, "Space": 32}


class Browser:
    def __init__(self, profile):
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()

        def take_pipes():
            # Numbers that are free, so that neither pipe is closed by the other.
            reader, writer = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reader, 3)
            os.dup2(writer, 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--hide-scrollbars", "--remote-debugging-pipe", f"--user-data-dir={profile}",
             "about:blank"],
            preexec_fn=take_pipes, pass_fds=(3, 4), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.rest = b""
        self.number = 0
        self.session = None
        self.events = []

    def receive(self):
        while b"\0" not in self.rest:
            data = os.read(self.read_end, 1 << 16)
            if not data:
                raise SystemExit("browser.py: the browser ended")
            self.rest += data
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"browser.py: {method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def open(self, url):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(domain + ".enable")
        self.load(url)

    def load(self, url):
        self.events = []
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit("browser.py: " + result["exceptionDetails"]["exception"]["description"])
        value = result["result"].get("value")
        return value if isinstance(value, str) else json.dumps(value)

    def key(self, name):
        key = {"key": " " if name == "Space" else name, "code": name,
               "windowsVirtualKeyCode": KEYS.get(name, ord(name[0].upper()))}
        if name == "Enter":
            key["text"] = "\r"
        elif name not in KEYS or name == "Space":
            key["text"] = key["key"]
        self.call("Input.dispatchKeyEvent", type="keyDown", **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key["key"], code=key["code"])

    def happened(self):
        for event in self.events:
            method, params = event.get("method"), event.get("params", {})
            if method == "Network.requestWillBeSent":
                yield "request " + params["request"]["url"]
            elif method == "Network.loadingFailed":
                yield "blocked " + params.get("blockedReason", params["errorText"])
            elif method == "Runtime.consoleAPICalled":
                yield "console " + json.dumps([part.get("value") for part in params["args"]])
            elif method == "Runtime.exceptionThrown":
                yield "exception " + params["exceptionDetails"]["text"]
            elif method == "Log.entryAdded":
                yield "log " + params["entry"]["text"]
            elif method == "Page.javascriptDialogOpening":
                yield "dialog " + params["message"]


def save(path, data):
    pathlib.Path(path).write_bytes(base64.b64decode(data))


def tab_to(browser, selector):
    for count in range(1, 1000):
        browser.key("Tab")
        if browser.evaluate(f"document.activeElement.matches({json.dumps(selector)})") == "true":
            return count
    return "never"


def do(browser, url, words):
    name, _, rest = words.partition(" ")
    if name == "js":
        print(browser.evaluate(rest))
    elif name == "key":
        key, _, times = rest.partition(" ")
        for _ in range(int(times or 1)):
            browser.key(key)
    elif name == "tab":
        print(tab_to(browser, rest))
    elif name == "size":
        width, height = map(int, rest.split())
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                     deviceScaleFactor=1, mobile=False)
    elif name in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": name}])
    elif name == "noscript":
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.load(url)
    elif name == "shot":
        path, _, top = rest.partition(" ")
        if top:
            browser.evaluate(f"scrollTo(0, {int(top)})")
        save(path, browser.call("Page.captureScreenshot")["data"])
    elif name == "pdf":
        save(rest, browser.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    elif name == "happened":
        browser.evaluate("0")
        print(*browser.happened(), sep="\n")
    else:
        raise SystemExit(f"browser.py: no step '{name}'")


def main():
    url = pathlib.Path(sys.argv[1]).resolve().as_uri()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            browser.open(url)
            for line in sys.stdin:
                if line.strip():
                    do(browser, url, line.strip())
        finally:
            browser.process.terminate()
            browser.process.wait()


main()
