using Reliability.Common.Internal;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// Reads the evidence for a report. A design with planned units looks only when a look is due, and every look is stored, so that no results
/// are visible in between.
/// </summary>
internal sealed class EvidenceReader(IDocumentStore documents, IEnrollmentStore enrollments, string service)
{
    /// <summary>
    /// The time after a change of shares during which a process may not know of it, including the difference of its clock.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    private readonly DocumentSet<LookRecord> _looks = new(documents, service);

    public async ValueTask<ExperimentEvidence> ReadAsync(Experiment experiment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoppingRule stopping = experiment.Definition.Design.Stopping;
        if (stopping.Shares is not { } shares)
        {
            return await ReadNowAsync(experiment, now, cancellationToken).ConfigureAwait(false);
        }

        string key = experiment.Definition.Key;
        Stored<LookRecord>? stored = await _looks.GetAsync(key, cancellationToken).ConfigureAwait(false);
        ExperimentEvidence? last = stored?.Require().Last.ToEvidence();
        ExperimentEvidence fresh = await ReadNowAsync(experiment, now, cancellationToken).ConfigureAwait(false);
        if (DueAt(stopping.End!.Value, shares, last, fresh) is not { } fraction)
        {
            return last ?? fresh;
        }

        ExperimentEvidence next = fresh with { Looks = [.. last?.Looks ?? [], fraction] };
        DocumentWrite write = _looks.Write(key, stored, new LookRecord { Last = StoredEvidence.Of(next) });
        if (await _looks.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return next;
        }

        // Another process looked at the same time. There is one look, and it is the stored one.
        Stored<LookRecord> theirs = await _looks.GetAsync(key, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException($"Document '{write.Id}' was deleted during the read.", isTransient: true);
        return theirs.Require().Last.ToEvidence();
    }

    /// <summary>
    /// Returns the evidence that a report may show now, without storing anything: that of the last stored look of a design with planned
    /// units, also if another one is due, and the current sums otherwise.
    /// </summary>
    public async ValueTask<ExperimentEvidence> PeekAsync(Experiment experiment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Stored<LookRecord>? look = experiment.Definition.Design.Stopping.Shares is null
            ? null
            : await _looks.GetAsync(experiment.Definition.Key, cancellationToken).ConfigureAwait(false);
        return look?.Require().Last.ToEvidence() ?? await ReadNowAsync(experiment, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the current sums, without the units of each set of shares, as one reading that ignores earlier looks.</summary>
    public async ValueTask<ExperimentEvidence> ReadSumsAsync(Experiment experiment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Owned.Experiment(service, experiment.Definition.Key);
        return new ExperimentEvidence { Sums = await enrollments.SummarizeAsync(id, cancellationToken).ConfigureAwait(false), At = now };
    }

    /// <summary>Returns the current sums, with the units of each set of shares if they changed.</summary>
    public async ValueTask<ExperimentEvidence> ReadNowAsync(Experiment experiment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ExperimentEvidence sums = await ReadSumsAsync(experiment, now, cancellationToken).ConfigureAwait(false);
        return experiment.WasReweighted
            ? sums with
            {
                Periods = await PeriodsAsync(experiment, Owned.Experiment(service, experiment.Definition.Key), cancellationToken)
                    .ConfigureAwait(false),
            }
            : sums;
    }

    /// <summary>
    /// Returns the share of the planned units at which a look that is due is taken, or <see langword="null"/> if no look is due.
    /// </summary>
    private static double? DueAt(long target, IReadOnlyList<double> shares, ExperimentEvidence? last, ExperimentEvidence fresh)
    {
        double before = last is { Looks: [.., var fraction] } ? fraction : 0;
        double now = Math.Min(1, fresh.Sums.Arms.Sum(a => a.Units) / (double)target);

        // Looks are at least one step apart, so a share just below 1 counts as the last look.
        now = now > 1 - GroupSequential.MinStep ? 1 : now;
        bool isDue = before < 1
            && shares.Any(look => look - before >= GroupSequential.MinStep * (1 - 1e-9) && now >= look);
        return isDue ? now : null;
    }

    private async ValueTask<IReadOnlyList<SamplePeriod>> PeriodsAsync(
        Experiment experiment,
        ExperimentId id,
        CancellationToken cancellationToken)
    {
        ExperimentChange[] changes = [.. experiment.ShareChanges()];
        long[][] counts = [.. changes.Select(change => new long[change.Variants.Count])];
        await foreach (EnrolledUnit unit in enrollments.ReadUnitsAsync(id, cancellationToken).ConfigureAwait(false))
        {
            int period = changes.Length - 1;
            while (period > 0 && unit.Time < changes[period].At - ClockSkew)
            {
                period--;
            }

            if (unit.IsCrossed || (period > 0 && unit.Time < changes[period].At + Settling))
            {
                continue;
            }

            IReadOnlyList<WeightedVariant> variants = changes[period].Variants;
            for (int i = 0; i < variants.Count; i++)
            {
                if (variants[i].Key == unit.Variant)
                {
                    counts[period][i]++;
                }
            }
        }

        return [.. changes.Select((change, i) => new SamplePeriod { From = change.At, Variants = change.Variants, Units = counts[i] })];
    }
}
