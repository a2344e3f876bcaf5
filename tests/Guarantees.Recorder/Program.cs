using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>
/// A process that records, imports or enrolls, for tests that kill it. It says <c>ready</c>, waits for a line of input, and then tells of
/// every step
/// before or after it is done. It ends with its input, so that nobody has to look for it.
/// </summary>
internal static class Program
{
    private const int EventsPerRound = 2_000;
    private const int LinesPerCheckpoint = 97;

    public static async Task Main(string[] arguments)
    {
        await using IReliabilityStore store = StoreAddress.Parse(arguments[1]).Open();
        await store.InitializeAsync(CancellationToken.None);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        _ = Task.Run(EndWithInputAsync);
        long events = long.Parse(arguments[2], provider: null);
        await (arguments[0] switch
        {
            "import" => ImportAsync(
                store.Series,
                arguments[3],
                events,
                most: arguments.Length > 4 ? long.Parse(arguments[4], provider: null) : events),
            "enroll" => new Enrolling(
                store.Enrollments,
                (int)events,
                process: int.Parse(arguments[3], provider: null)).RunAsync(rounds: long.Parse(arguments[4], provider: null)),
            _ => RecordAsync(store.Series, events),
        });
        Console.WriteLine("end");
    }

    /// <summary>Two threads record while the recorder flushes; at the end of each round everything is in the store.</summary>
    private static async Task RecordAsync(ISeriesStore store, long events)
    {
        await using var recorder = new ReliabilityRecorder(store, Workload.Series);
        var workload = new Workload(recorder);
        var folding = new Folding(store);
        for (long done = 0; done < events; done += EventsPerRound)
        {
            long from = done;
            Console.WriteLine($"recording {from + EventsPerRound}");
            Task even = Task.Run(() => RecordRange(workload, from, from + (EventsPerRound / 2)));
            Task odd = Task.Run(() => RecordRange(workload, from + (EventsPerRound / 2), from + EventsPerRound));
            await recorder.FlushAsync();
            await Task.WhenAll(even, odd);
            await recorder.FlushAsync();
            Console.WriteLine($"flushed {recorder.GetStatistics().Flushed}");
            await folding.BeginAsync();
        }

        await folding.EndAsync();
    }

    private static void RecordRange(Workload workload, long from, long to)
    {
        for (long number = from; number < to; number++)
        {
            workload.Record(number);
        }
    }

    /// <summary>Whoever is to be killed imports so many lines at most, however long the killer takes, and waits for it.</summary>
    private static async Task ImportAsync(ISeriesStore store, string source, long lines, long most)
    {
        var options = new RecorderOptions { ProducerId = source, RecordQuietMinutes = false };
        await using var recorder = new ReliabilityRecorder(store, Workload.Series, options, new ImportClock());
        var workload = new Workload(recorder);
        var folding = new Folding(store);
        long done = await recorder.GetCheckpointAsync();
        Console.WriteLine($"resumed {done}");
        for (long line = done + 1; line <= lines; line++)
        {
            if (line - done > most)
            {
                await new TaskCompletionSource().Task;
            }

            workload.Import(line);
            if (line % LinesPerCheckpoint == 0 || line == lines)
            {
                await recorder.CheckpointAsync(line);
                Console.WriteLine($"checkpoint {line}");
                await folding.BeginAsync();
            }
        }

        await folding.EndAsync();
    }

    private static async Task EndWithInputAsync()
    {
        await Console.In.ReadToEndAsync();
        Environment.Exit(1);
    }
}
