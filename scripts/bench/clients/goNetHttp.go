// Go's net/http: fetches the URLs of a file from as many goroutines as may be in flight, for each line of its input, and
// prints what it used as JSON; without a file, the URLs of an origin, once.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

type work struct {
	UrlsFile    string
	Origin      string
	WarmUp      int
	Requests    int
	Concurrency int
	TimeoutMs   int
}

type outcome struct {
	body map[string]any
	err  error
}

func fetchOne(client *http.Client, url string) outcome {
	response, err := client.Get(url)
	if err != nil {
		return outcome{err: err}
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return outcome{err: fmt.Errorf("status %d", response.StatusCode)}
	}
	bytes, err := io.ReadAll(response.Body)
	if err != nil {
		return outcome{err: err}
	}
	var body map[string]any
	err = json.Unmarshal(bytes, &body)
	return outcome{body, err}
}

func fetchAll(client *http.Client, urls []string, concurrency int) int {
	outcomes := make([]outcome, len(urls))
	var next atomic.Int64
	var lanes sync.WaitGroup
	for range concurrency {
		lanes.Add(1)
		go func() {
			defer lanes.Done()
			for index := next.Add(1) - 1; index < int64(len(urls)); index = next.Add(1) - 1 {
				outcomes[index] = fetchOne(client, urls[index])
			}
		}()
	}
	lanes.Wait()
	right := 0
	for _, outcome := range outcomes {
		if outcome.err == nil && outcome.body["kind"] == "orders" {
			right++
		}
	}
	return right
}

func usage() (cpuMicros int64, peakRssBytes int64) {
	var rusage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &rusage)
	unit := int64(1024)
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return (rusage.Utime.Nano() + rusage.Stime.Nano()) / 1000, int64(rusage.Maxrss) * unit
}

// As many URLs as are told, or those of the file.
func urlsOf(todo work) []string {
	if todo.UrlsFile == "" {
		urls := make([]string, todo.WarmUp+todo.Requests)
		for index := range urls {
			urls[index] = fmt.Sprintf("%s/orders/%d?page=1", todo.Origin, index)
		}
		return urls
	}
	file, err := os.ReadFile(todo.UrlsFile)
	if err != nil {
		panic(err)
	}
	return strings.Split(string(file), "\n")
}

// Prints what fetching takes beyond the CPU time used before.
func report(client *http.Client, urls []string, concurrency int, cpuBefore int64) {
	started := time.Now()
	right := fetchAll(client, urls, concurrency)
	wall := time.Since(started)
	cpu, peak := usage()
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"cpuMicros": cpu - cpuBefore, "wallMs": float64(wall.Microseconds()) / 1000,
		"right": right, "peakRssBytes": peak,
	})
}

func main() {
	var todo work
	if err := json.Unmarshal([]byte(os.Args[1]), &todo); err != nil {
		panic(err)
	}
	urls := urlsOf(todo)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns = 0
	transport.MaxIdleConnsPerHost = todo.Concurrency
	transport.MaxConnsPerHost = todo.Concurrency
	client := &http.Client{Transport: transport, Timeout: time.Duration(todo.TimeoutMs) * time.Millisecond}

	warmUp, measured := urls[:todo.WarmUp], urls[todo.WarmUp:]
	for from := 0; from < len(warmUp); from += todo.Requests {
		fetchAll(client, warmUp[from:min(from+todo.Requests, len(warmUp))], todo.Concurrency)
	}
	if todo.UrlsFile == "" { // Fresh: without a warm-up all that the process used counts.
		cpu := int64(0)
		if todo.WarmUp > 0 {
			cpu, _ = usage()
		}
		report(client, measured, todo.Concurrency, cpu)
		return
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		fetchAll(client, measured, todo.Concurrency) // Not counted: it has waited for its turn.
		cpu, _ := usage()
		report(client, measured, todo.Concurrency, cpu)
	}
}
