using Reliability.Recording;

namespace Storefront;

/// <summary>
/// Thirty days of traffic before the shop opens, so that the dashboard is full at first sight: days and nights, two failures, a slow week.
/// They are recorded as late events, as a replay of a log would do. The latency of the checkout has ninety days, which a trend needs.
/// </summary>
internal static class PastMonth
{
    /// <summary>How long ago the payment provider was down, and until when.</summary>
    public static readonly TimeSpan PaymentsFrom = TimeSpan.FromHours(456.7);

    public static readonly TimeSpan PaymentsTo = TimeSpan.FromHours(456);

    /// <summary>How long ago a version let orders time out, and until when.</summary>
    public static readonly TimeSpan TimeoutsFrom = TimeSpan.FromHours(146);

    public static readonly TimeSpan TimeoutsTo = TimeSpan.FromHours(144);

    private static readonly TimeSpan Length = TimeSpan.FromDays(30);

    /// <summary>The number of days since the version was deployed that made the checkout slower.</summary>
    private const int StepDaysAgo = 28;

    /// <summary>When the version was deployed that made the checkout slower.</summary>
    public static DateTimeOffset StepAt(DateTimeOffset now) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-StepDaysAgo);

    public static async Task RecordAsync(ReliabilityRecorder recorder, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        OutcomeRecorder checkout = recorder.Outcomes("checkout");
        LatencyRecorder search = recorder.Latencies("search");
        OutcomeRecorder stored = recorder.Outcomes("stored");
        BadEventRecorder sources = recorder.BadEvents("checkout");
        var random = new Random(7);
        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset start = now - Length;
        int minutes = 0;
        for (DateTimeOffset at = start; at < now.AddMinutes(-1); at = at.AddMinutes(1))
        {
            int orders = Traffic(at, 14, random);
            int failed = Failed(now - at, orders, random);
            checkout.Record(orders - failed, failed, at);
            for (int i = 0; i < failed; i++)
            {
                sources.Record(Source(now - at, random), at);
            }

            stored.Record(orders - failed, 0, at);
            for (int i = Traffic(at, 3, random); i > 0; i--)
            {
                search.Record(Search(now - at, random), at);
            }

            if (++minutes % 720 == 0)
            {
                await recorder.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await recorder.FlushAsync(cancellationToken).ConfigureAwait(false);
        await RecordLatencyAsync(recorder, now, random, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Ninety days of the latency of the checkout, some orders an hour: it rises slowly, by a step on the day on which a version was
    /// deployed, and it is higher at weekends.
    /// </summary>
    private static async Task RecordLatencyAsync(
        ReliabilityRecorder recorder, DateTimeOffset now, Random random, CancellationToken cancellationToken)
    {
        LatencyRecorder latency = recorder.Latencies("checkout.latency");
        for (int day = 90; day > 0; day--)
        {
            var start = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-day), TimeSpan.Zero);
            double level = 120 + (0.4 * (90 - day)) + (day <= StepDaysAgo ? 30 : 0) + (12 * random.NextDouble())
                + (start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 15 : 0);
            for (int hour = 0; hour < 24; hour++)
            {
                for (int i = 0; i < 5; i++)
                {
                    double milliseconds = level * (0.8 + (0.4 * random.NextDouble()));
                    latency.Record(TimeSpan.FromMilliseconds(milliseconds), start.AddHours(hour).AddMinutes(12 * i));
                }
            }

            if (day % 15 == 0)
            {
                await recorder.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await recorder.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Half a wave a day: little at night, most in the evening.</summary>
    private static int Traffic(DateTimeOffset at, int most, Random random)
    {
        double hour = 0.55 + (0.45 * Math.Sin((at.TimeOfDay.TotalHours - 13) / 24 * 2 * Math.PI));
        return 1 + (int)(most * hour * (0.8 + (0.4 * random.NextDouble())));
    }

    /// <summary>
    /// One order in 900 fails; half of them did for 40 minutes nineteen days ago, and a tenth for two hours six days ago.
    /// </summary>
    private static int Failed(TimeSpan ago, int orders, Random random)
    {
        double share = ago > PaymentsTo && ago < PaymentsFrom ? 0.5 : HasTimeouts(ago) ? 0.1 : 1.0 / 900;
        return Enumerable.Range(0, orders).Count(_ => random.NextDouble() < share);
    }

    /// <summary>What failed: mostly the payment provider, six days ago by timeouts of a new version.</summary>
    private static BadEventSource Source(TimeSpan ago, Random random) => new()
    {
        Route = "/orders",
        Status = HasTimeouts(ago) ? "timeout" : random.Next(4) == 0 ? "503" : "500",
        Version = ago >= TimeoutsFrom ? "1.3.2" : HasTimeouts(ago) ? "1.4.0" : "1.4.1",
    };

    private static bool HasTimeouts(TimeSpan ago) => ago > TimeoutsTo && ago < TimeoutsFrom;

    /// <summary>The median is 40 ms; in the second week, an index was missing and it was 60.</summary>
    private static TimeSpan Search(TimeSpan ago, Random random)
    {
        double median = ago.TotalDays is > 16 and < 19 ? 60 : 40;
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return TimeSpan.FromMilliseconds(median * Math.Exp(0.5 * normal));
    }
}
