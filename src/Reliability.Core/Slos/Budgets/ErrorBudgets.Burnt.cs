using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <content>What ranges of time burnt.</content>
public sealed partial class ErrorBudgets
{
    /// <summary>How far before an alert its burn is searched when the rule is not known.</summary>
    private static readonly TimeSpan UnknownRuleWindow = TimeSpan.FromHours(6);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BurntBudget>> GetBurntBudgetsAsync(
        IReadOnlyList<string> slos, IReadOnlyList<TimeRange> ranges, CancellationToken cancellationToken = default)
    {
        SloDefinition[] named = Named(slos);
        ArgumentNullException.ThrowIfNull(ranges);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        ExcludedTime burnt = ExcludedTime.Of(Past(ranges, now));
        TimeRange[] parts = [.. burnt.Parts()];
        DateTimeOffset at = parts.Length == 0 ? now : Min(parts[^1].End, now);
        DateTimeOffset minutesFrom = SeriesResolution.Hour.StartOf((_minutesFrom ?? now - _retention.Minutes).AddHours(1).AddTicks(-1));
        DateTimeOffset from = parts.Length == 0 ? at : parts[0].Start;
        var all = new BurntBudget[named.Length];
        for (int i = 0; i < named.Length; i++)
        {
            SloDefinition slo = named[i];
            TimeRange counted = ErrorBudget.BucketsFor(slo, at);
            LedgerView ledger = await ViewAsync(slo, at, counted, null, cancellationToken).ConfigureAwait(false);
            BudgetStatus status = (await StatusesAsync([new SloMoment(slo, at, ledger)], cancellationToken).ConfigureAwait(false))[0];

            // A later reset does not change what was burnt; a later exclusion does.
            TimeRange window = ErrorBudget.BucketsFor(slo, now);
            var whole = new TimeRange(Min(from, window.Start), window.End);
            LedgerView present = await ViewAsync(slo, now, whole, null, cancellationToken).ConfigureAwait(false);
            var plan = new BurntPlan(slo, parts, minutesFrom, window.Start);
            IReadOnlyList<IReadOnlyList<SeriesBucket>> read =
                await _store.ReadAsync(plan.Queries, cancellationToken).ConfigureAwait(false);
            all[i] = plan.Count(read, burnt, present.Excluded, now, status.Allowed);
            if (plan.WholeWindow(read, present.Excluded, window.End) is { } query)
            {
                IReadOnlyList<IReadOnlyList<SeriesBucket>> minutes =
                    await _store.ReadAsync([query], cancellationToken).ConfigureAwait(false);
                all[i] = all[i] with { Bad = plan.BadOf(minutes[0], burnt, present.Excluded, now) };
            }
        }

        return all;
    }

    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset?> EstimateBurnStartAsync(
        string slo, string rule, DateTimeOffset firedAt, CancellationToken cancellationToken = default)
    {
        SloDefinition definition = _objectives.Get(slo);
        ArgumentNullException.ThrowIfNull(rule);
        AlertRule? known = definition.Alerts.FirstOrDefault(one => one.Name == rule);
        DateTimeOffset from = SeriesResolution.Minute.StartOf(firedAt - (known?.MaxWindow ?? UnknownRuleWindow));
        DateTimeOffset to = SeriesResolution.Minute.StartOf(firedAt).AddMinutes(1);
        LedgerView ledger =
            await ViewAsync(definition, firedAt, new TimeRange(from, to), null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<SeriesBucket>> minutes = await _store.ReadAsync(
            [new SeriesQuery(definition.SeriesId, SeriesResolution.Minute, from, to)], cancellationToken).ConfigureAwait(false);
        decimal tolerated = definition.ErrorBudget * ((known as BurnRateRule)?.Factor ?? 1);
        return BurnStart.Of(
            definition.Indicator,
            [.. minutes[0].Where(minute => !ledger.Excluded.Covers(minute.Start, TimeSpan.FromMinutes(1)))],
            Math.Min(tolerated, 1));
    }

    /// <summary>Cuts ranges at the end of the present minute: what lies ahead has burnt nothing.</summary>
    private static IEnumerable<TimeRange> Past(IReadOnlyList<TimeRange> ranges, DateTimeOffset now)
    {
        DateTimeOffset end = SeriesResolution.Minute.StartOf(now).AddMinutes(1);
        DateTimeOffset oldest = now - Reach;
        foreach (TimeRange range in ranges)
        {
            Check.That(range.End >= range.Start, range, "The range must not end before it starts.", nameof(ranges));
            Check.That(range.Start >= oldest, range, $"A range must not start before {oldest:u}.", nameof(ranges));
            if (range.Start < end)
            {
                yield return new TimeRange(range.Start, Min(range.End, end));
            }
        }
    }
}
