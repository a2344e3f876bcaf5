using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Guarantees;

/// <summary>
/// What every process of a service does: counts requests, shows an experiment to new units, and now and then loses something that must not
/// be lost.
/// </summary>
internal sealed class ServiceWorkload(IServiceProvider services, Journal journal, string process)
{
    public const string Requests = "requests";
    public const string Experiment = "button";
    public const string Bought = "bought";

    /// <summary>How many objectives tolerate nothing; each loses something a few seconds after the one before.</summary>
    public const int Fragile = 8;

    private const int EventsPerRound = 50;
    private const int EventsPerFailure = 10;
    private const int UnitsPerRound = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A round that takes longer stood still: the process, or the store that it flushes to. A third of a lease, which is renewed twice in
    /// an interval, so that no lease ends without such a round.
    /// </summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromMilliseconds(500);

    public static void Declare(ReliabilityBuilder builder)
    {
        builder.AddDefinition(SloDefinition.Availability(Requests, 99m) with { Alerts = [] });
        for (int i = 0; i < Fragile; i++)
        {
            builder.AddDefinition(SloDefinition.ZeroTolerance(FragileName(i)));
        }
    }

    public static string FragileName(int number) => $"fragile-{number}";

    /// <summary>How many of the first requests of a process fail.</summary>
    public static long BadAmong(long requests) => (requests + EventsPerFailure - 1) / EventsPerFailure;

    /// <summary>Says before it does something how far it will be then, and after the store has it how far it is.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        ReliabilityRecorder recorder = services.GetRequiredService<ReliabilityRecorder>();
        ExperimentTracker tracker = services.GetRequiredService<ExperimentTracker>();
        TrackedExperiments snapshot = services.GetRequiredService<TrackedExperiments>();
        OutcomeRecorder requests = recorder.Outcomes(Requests);
        long events = 0;
        long units = 0;
        int standstills = 0;
        for (int round = 1; !stoppingToken.IsCancellationRequested; round++)
        {
            long started = TimeProvider.System.GetTimestamp();
            journal.Write($"recording {events + EventsPerRound}");
            for (int i = 0; i < EventsPerRound; i++)
            {
                requests.Record((events + i) % EventsPerFailure != 0);
            }

            events += EventsPerRound;
            if (round % 20 == 0)
            {
                recorder.Outcomes(FragileName((round / 20) % Fragile)).Record(false);
            }

            if (snapshot.Get(Experiment) is { } tracked)
            {
                journal.Write($"showing {units + UnitsPerRound}");
                for (int i = 0; i < UnitsPerRound; i++)
                {
                    string unit = $"{process}-{units + i}";
                    tracked.Expose(unit);
                    tracked.Metric(Bought).Convert(unit);
                }

                units += UnitsPerRound;
            }

            if (await TryAsync(recorder.FlushAsync))
            {
                journal.Write($"recorded {events}");
            }

            if (await TryAsync(tracker.FlushAsync) && tracker.Statistics.Pending == 0)
            {
                journal.Write($"shown {units}");
            }

            await Task.Delay(Pause, CancellationToken.None);
            if (TimeProvider.System.GetElapsedTime(started) > Standstill)
            {
                journal.Write($"stood-still {++standstills}");
            }
        }
    }

    /// <summary>A store that is busy for too long loses nothing; what waits goes with the next flush.</summary>
    private static async Task<bool> TryAsync(Func<CancellationToken, ValueTask> flush)
    {
        try
        {
            await flush(CancellationToken.None);
            return true;
        }
        catch (ReliabilityException)
        {
            return false;
        }
    }
}
