namespace Reliability.Recording.Internal;

/// <summary>Where every thread finds its counters of one series.</summary>
/// <param name="Counters">The counters of the recorder.</param>
/// <param name="Counter">The slot of the first counter of the series.</param>
/// <param name="Budget">The limit on the memory of threads.</param>
internal sealed record SeriesSlots(CounterBlock Counters, int Counter, Quota Budget)
{
    private const double MaxSteppedScale = 100;

    /// <summary>Returns the slots of new series, next to each other.</summary>
    public static SeriesSlots[] Of(IReadOnlyList<SeriesDefinition> series, Quota budget)
    {
        var counters = new CounterBlock(series.Sum(CountersOf), budget);
        var slots = new SeriesSlots[series.Count];
        int counter = counters.First;
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = new SeriesSlots(counters, counter, budget);
            counter += CountersOf(series[i]);
        }

        return slots;
    }

    /// <summary>
    /// Returns the number of counters: bad and good outcomes, or the scores of each multiple of 1/2. Other values have none, and go to
    /// buffers.
    /// </summary>
    public static int CountersOf(SeriesDefinition series) => series.Kind switch
    {
        SeriesKind.Outcome => 2,
        SeriesKind.Score when series.Limit <= MaxSteppedScale => (int)(2 * series.Limit) + 1,
        _ => 0,
    };

    /// <summary>Takes the collected counts of a series of outcomes.</summary>
    public (long Good, long Bad) TakeOutcomes()
    {
        long bad = Counters.Take(Counter);
        return (Counters.Take(Counter + 1), bad);
    }

    /// <summary>Takes the collected counts of a series of scores.</summary>
    public void TakeScoresInto(Tally target, SeriesDefinition series)
    {
        for (int step = series.Kind == SeriesKind.Score ? CountersOf(series) - 1 : -1; step >= 0; step--)
        {
            target.AddScores(step / 2.0, Counters.Take(Counter + step));
        }
    }
}
