using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Storefront;

/// <summary>
/// Days of experiments before the shop opens, each with its evidence, by the same calls that a service makes: only the clock is another.
/// </summary>
internal sealed class PastExperiments(IDocumentStore documents, IEnrollmentStore enrollments, string service, TimeProvider timeProvider)
{
    private const int VisitorsPerHour = 16;

    private readonly Random _random = new(11);

    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        await RunAsync(ShopExperiments.Button, days: 12, See, cancellationToken).ConfigureAwait(false);
        await RunAsync(ShopExperiments.Ranking, days: 9, Search, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(
        ExperimentDefinition definition, int days, Action<TrackedExperiment, string> visit, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        var clock = new PastClock(now.AddDays(-days));
        var experiments = new ExperimentCatalog(documents, enrollments, service, clock);
        using var tracker = new ExperimentTracker(enrollments, timeProvider: clock);
        ExperimentUpdate created = await experiments.CreateAsync(
            definition, new ChangeRequest { By = "ada", Reason = "Planned for this month." }, cancellationToken).ConfigureAwait(false);
        var go = new ChangeRequest { By = "ada", Reason = "Both variants are tested." };
        ExperimentUpdate started = await experiments.StartAsync(created.Current, go, cancellationToken).ConfigureAwait(false);
        TrackedExperiment tracked = tracker.Track(started.Current);
        for (int visitor = 0; clock.Now < now; visitor++)
        {
            DateTime day = clock.Now.UtcDateTime.Date;
            visit(tracked, $"past-{visitor}");
            clock.Now += TimeSpan.FromHours(1.0 / VisitorsPerHour);
            if (clock.Now.UtcDateTime.Date > day && clock.Now < now)
            {
                await tracker.FlushAsync(cancellationToken).ConfigureAwait(false);
                await experiments.RecordDayAsync(started.Current, cancellationToken).ConfigureAwait(false);
            }
        }

        clock.Now = now;
        await tracker.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A customer sees the button, orders one or two, and one order in 900 fails.</summary>
    private void See(TrackedExperiment button, string visitor)
    {
        string? variant = button.Expose(visitor).Variant?.Key;
        bool isTwo = _random.NextDouble() < ShopExperiments.ShareOfTwo(variant);
        if (isTwo)
        {
            button.Metric(ShopExperiments.TwoOrdered).Convert(visitor);
        }

        button.Metric(ShopExperiments.Items).Add(visitor, isTwo ? 2 : 1);
        button.SloGuardrail("checkout")?.Add(visitor, _random.Next(900) == 0 ? 1 : 0, denominator: 1);
    }

    private void Search(TrackedExperiment ranking, string visitor)
    {
        if (ShopExperiments.ExposeToRanking(ranking, visitor) is { } variant
            && _random.NextDouble() < ShopExperiments.ShareOfFound(variant))
        {
            ranking.Metric(ShopExperiments.Found).Convert(visitor);
        }
    }
}
