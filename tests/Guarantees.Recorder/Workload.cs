using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>What all processes and tests record: a series of outcomes and one of latencies, of one service.</summary>
internal sealed class Workload(ReliabilityRecorder recorder)
{
    public const string Service = "shop";

    /// <summary>When the lines of an import begin.</summary>
    public static readonly DateTimeOffset ImportStart = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);

    private readonly OutcomeRecorder _checkout = recorder.Outcomes(Checkout.Name);
    private readonly LatencyRecorder _search = recorder.Latencies(Search.Name);

    public static SeriesId Checkout { get; } = new(Service, "checkout");

    public static SeriesId Search { get; } = new(Service, "search");

    public static SeriesDefinition[] Series { get; } =
        [SeriesDefinition.Outcomes(Checkout), SeriesDefinition.Latencies(Search, TimeSpan.FromMilliseconds(300))];

    /// <summary>Records event <paramref name="number"/>, which happened now.</summary>
    public void Record(long number)
    {
        if (number % 2 == 0)
        {
            _checkout.Record(IsGood(number));
        }
        else
        {
            _search.Record(DurationOf(number));
        }
    }

    /// <summary>Records line <paramref name="number"/> of an import, which happened at its own time.</summary>
    public void Import(long number)
    {
        DateTimeOffset at = ImportStart.AddSeconds(number * 7 % 40_000);
        if (number % 2 == 0)
        {
            _checkout.Record(IsGood(number), at);
        }
        else
        {
            _search.Record(DurationOf(number), at);
        }
    }

    private static bool IsGood(long number) => number % 10 != 0;

    private static TimeSpan DurationOf(long number) => TimeSpan.FromMilliseconds(number % 997);
}
