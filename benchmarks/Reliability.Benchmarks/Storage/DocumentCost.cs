using System.Diagnostics;
using System.Text;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage;

/// <summary>
/// What a register costs that keeps its items in documents, against reading the documents themselves, and how much memory it keeps.
/// </summary>
/// <param name="name">The name of the check and of the file of its results.</param>
/// <param name="title">The title of the page.</param>
/// <param name="items">What the documents are, in one sentence that begins with their number.</param>
/// <param name="count">The number of documents.</param>
/// <param name="fillAsync">Fills an empty store with the items, and returns what is measured.</param>
internal sealed class DocumentCost(
    string name, string title, string items, int count, Func<IReliabilityStore, Task<IReadOnlyList<DocumentCost.Row>>> fillAsync)
{
    /// <summary>The most that each may take, as a factor of reading the documents.</summary>
    private const double Bound = 3;

    /// <summary>The most live memory that a list or a report may add, in MiB.</summary>
    private const double MemoryBound = 24;

    private const int Rounds = 7;

    /// <summary>
    /// How long both are done before they are timed: until then, the runtime compiles again what is called often, as it does within the
    /// first seconds of a process.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Measures every durable store and writes the report. Returns whether every bound is met.</summary>
    public async Task<bool> RunAsync()
    {
        StringBuilder page = Markdown.Page(title, $"check {name}", $"{Machine.Describe()}\n{Machine.Load()}");
        page.AddLine($"");
        page.AddLine($"{items} Each row is timed in turns "
            + $"with reading all documents of the collection and parsing none; the medians of {Rounds} rounds are compared, "
            + $"after {WarmUp.TotalSeconds} seconds of both.");
        page.AddLine($"Memory is the most that a full collection of garbage left while it ran, less what was there before.");
        page.AddLine($"");
        page.AddLine($"| store | what | library | documents | ratio | bound | live memory | bound | verdict |");
        page.AddLine($"|---|---|--:|--:|--:|--:|--:|--:|---|");
        bool isMet = true;
        foreach (Func<Task<StoreHost>> startAsync in StoreHost.Durable)
        {
            await using StoreHost host = await startAsync();
            await using IReliabilityStore store = host.Open();
            isMet &= await MeasureAsync(host.Name, store, page);
        }

        Repository.WriteResult($"{name}.md", page.ToString());
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }

    private async Task<bool> MeasureAsync(string host, IReliabilityStore store, StringBuilder page)
    {
        await store.InitializeAsync(None);
        IReadOnlyList<Row> rows = await fillAsync(store);
        CollectionId collection = await CollectionAsync(store.Documents);
        bool isMet = true;
        foreach ((string what, bool isBounded, Func<Task<int>> runAsync) in rows)
        {
            (TimeSpan library, TimeSpan documents) = await InTurnsAsync(runAsync, () => ReadAsync(store.Documents, collection, count));
            double ratio = library / documents;
            double memory = isBounded ? await MemoryAsync(runAsync) : 0;
            bool isRowMet = ratio <= Bound && memory <= MemoryBound;
            isMet &= isRowMet;
            string live = isBounded ? Markdown.Text($"{memory:0.0} MiB | {MemoryBound:0} MiB") : "- | -";
            string line = Markdown.Text(
                $"| {host} | {what} | {library.TotalMilliseconds:0} ms | {documents.TotalMilliseconds:0} ms | {ratio:0.00} | {Bound} | "
                + $"{live} | {(isRowMet ? "met" : "**BROKEN**")} |");
            Console.WriteLine(line);
            page.AddLine($"{line}");
        }

        return isMet;
    }

    private static async Task<CollectionId> CollectionAsync(IDocumentStore documents)
    {
        await foreach (CollectionId collection in documents.ListCollectionsAsync(None))
        {
            return collection;
        }

        throw new InvalidOperationException("Nothing was stored.");
    }

    /// <summary>Reads all documents a page at a time, and parses none.</summary>
    private static async Task<int> ReadAsync(IDocumentStore documents, CollectionId collection, int stored)
    {
        int count = 0;
        string? after = null;
        do
        {
            DocumentPage page = await documents.ListAsync(new DocumentQuery(collection, after, DocumentQuery.MaxPageSize), None);
            count += page.Documents.Count;
            after = page.Continuation;
        }
        while (after is not null);

        return count == stored ? count : throw new InvalidOperationException($"{count} documents were read.");
    }

    /// <summary>Times two tasks in turns and returns their medians.</summary>
    private static async Task<(TimeSpan One, TimeSpan Other)> InTurnsAsync(Func<Task<int>> one, Func<Task<int>> other)
    {
        List<TimeSpan>[] taken = [[], []];
        long begin = Stopwatch.GetTimestamp();
        bool isWarm = false;
        while (taken[0].Count < Rounds)
        {
            for (int i = 0; i < 2; i++)
            {
                long start = Stopwatch.GetTimestamp();
                if (await (i == 0 ? one : other)() == 0)
                {
                    throw new InvalidOperationException("Nothing was read.");
                }

                if (isWarm)
                {
                    taken[i].Add(Stopwatch.GetElapsedTime(start));
                }
            }

            isWarm = Stopwatch.GetElapsedTime(begin) >= WarmUp;
        }

        return (Median(taken[0]), Median(taken[1]));
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Returns the most live memory that a task adds, in MiB, by collecting garbage while it runs.</summary>
    private static async Task<double> MemoryAsync(Func<Task<int>> runAsync)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        Task<int> task = Task.Run(runAsync);
        while (!task.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        await task;
        return (most - before) / 1024.0 / 1024.0;
    }

    /// <summary>Something that is measured.</summary>
    /// <param name="What">What it is.</param>
    /// <param name="IsBounded">Whether its memory is measured and bounded.</param>
    /// <param name="RunAsync">Does it and returns a number above 0.</param>
    internal sealed record Row(string What, bool IsBounded, Func<Task<int>> RunAsync);
}
