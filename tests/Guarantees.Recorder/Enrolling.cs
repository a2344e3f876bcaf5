using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>
/// What all processes do with one experiment: show it to the same units, each in an order of its own, and see what they do.
/// </summary>
/// <param name="store">Where units are counted.</param>
/// <param name="units">How many units there are.</param>
/// <param name="process">The number of the process, from 0.</param>
internal sealed class Enrolling(IEnrollmentStore store, int units, int process)
{
    public const int Processes = 8;

    /// <summary>Units that processes of even and of odd numbers show different variants.</summary>
    public const int Torn = 40;

    public const string Bought = "bought";
    public const string Revenue = "revenue";
    private const int UnitsPerFlush = 250;

    public static ExperimentId Id { get; } = new("shop", "button");

    public static Experiment Button { get; } = new()
    {
        Service = Id.Service,
        Definition = new ExperimentDefinition { Key = Id.Key, Variants = [new("blue", 1), new("green", 2)] },
        State = ExperimentState.Running,
        History = [],
        ETag = new ETag("1"),
    };

    public static string UnitOf(int number) => $"unit-{number}";

    /// <summary>Whether a unit buys, in every process that it comes to.</summary>
    public static bool Buys(int number) => number % 3 == 0;

    /// <summary>What a unit spends in one process and one round, so that the total tells apart who was counted how often.</summary>
    public static int SpentIn(int number, int process) => (number % 7) + (process * 10);

    /// <summary>Goes round the units, and tells how far it is after each flush; at the end, what became of all events.</summary>
    public async Task RunAsync(long rounds)
    {
        using var tracker = new ExperimentTracker(store);
        TrackedExperiment tracked = tracker.Track(Button);
        for (long round = 0; round < rounds; round++)
        {
            for (int i = 0; i < units; i++)
            {
                Visit(tracked, (i + (process * units / Processes)) % units);
                if ((i + 1) % UnitsPerFlush == 0)
                {
                    await tracker.FlushAsync();
                    Console.WriteLine($"enrolling {(round * units) + i + 1}");
                }
            }

            for (int i = 0; i < Torn; i++)
            {
                tracked.CountExposure($"torn-{i}", process % 2 == 0 ? "blue" : "green");
            }
        }

        await tracker.FlushAsync();
        TrackerStatistics statistics = tracker.Statistics;
        foreach ((string what, long count) in new[]
        {
            ("tracked", statistics.Tracked), ("enrolled", statistics.Enrolled), ("crossed", statistics.Crossed),
            ("counted", statistics.Counted),
            ("duplicates", statistics.Duplicates), ("settled", statistics.Settled),
        })
        {
            Console.WriteLine($"{what} {count}");
        }
    }

    private void Visit(TrackedExperiment tracked, int number)
    {
        string unit = UnitOf(number);
        tracked.Expose(unit);
        if (Buys(number))
        {
            tracked.Metric(Bought).Convert(unit);
        }

        tracked.Metric(Revenue).Add(unit, SpentIn(number, process));
    }
}
