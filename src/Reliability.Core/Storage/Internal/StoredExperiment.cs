using System.Runtime.InteropServices;

namespace Reliability.Storage.Internal;

/// <summary>One experiment: its units, the running sums of its arms, and the last batch of each producer.</summary>
internal sealed class StoredExperiment
{
    private readonly Dictionary<string, StoredUnit> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredArm> _arms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Sequence, EnrollmentResult Result)> _producers = new(StringComparer.Ordinal);
    private long _crossed;

    public bool HoldsUnits => _units.Count > 0;

    public EnrollmentResult Apply(EnrollmentBatch batch)
    {
        (long Sequence, EnrollmentResult Result) last = _producers.GetValueOrDefault(batch.ProducerId);
        if (batch.Sequence <= last.Sequence)
        {
            return batch.Sequence == last.Sequence ? last.Result : new EnrollmentResult { Superseded = true };
        }

        EnrollmentOutcome[] outcomes = new EnrollmentOutcome[batch.Entries.Count];
        for (int place = 0; place < outcomes.Length; place++)
        {
            outcomes[place] = Apply(batch.Entries[place]);
        }

        var result = EnrollmentResult.Of(outcomes);
        _producers[batch.ProducerId] = (batch.Sequence, result);
        return result;
    }

    public EnrollmentSummary Summarize() =>
        new()
        {
            Arms = [.. _arms.OrderBy(arm => arm.Key, StringComparer.Ordinal).Select(arm => arm.Value.Summarize(arm.Key))],
            Crossed = _crossed,
        };

    public string? VariantOf(string unit) => _units.GetValueOrDefault(unit)?.Variant;

    public EnrolledUnit[] Units() =>
        [.. _units.Select(one => new EnrolledUnit
        {
            Unit = one.Key,
            Variant = one.Value.Variant,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(one.Value.Time),
            IsCrossed = one.Value.IsCrossed,
        })];

    private EnrollmentOutcome Apply(in EnrollmentEntry entry)
    {
        StoredUnit? unit = _units.GetValueOrDefault(entry.Unit);
        EnrollmentOutcome outcome = EnrollmentRule.Decide(entry, unit?.Variant, unit?.Time ?? 0, unit?.IsCrossed ?? false);
        switch (outcome)
        {
            case EnrollmentOutcome.Enrolled:
                Enroll(entry.Unit, entry.Variant!, entry.Time.ToUnixTimeMilliseconds());
                break;
            case EnrollmentOutcome.Crossed:
                Cross(unit!);
                break;
            case EnrollmentOutcome.Counted:
                return Count(unit!, entry);
            case EnrollmentOutcome.Duplicate when EnrollmentRule.MovesExposure(entry, unit!.Variant, unit.Time):
                unit.Time = entry.Time.ToUnixTimeMilliseconds();
                break;
        }

        return outcome;
    }

    private void Enroll(string name, string variant, long time)
    {
        _units.Add(name, new StoredUnit(variant, time));
        ref StoredArm? arm = ref CollectionsMarshal.GetValueRefOrAddDefault(_arms, variant, out _);
        (arm ??= new StoredArm()).Units++;
    }

    private void Cross(StoredUnit unit)
    {
        _arms[unit.Variant].Remove(unit);
        unit.IsCrossed = true;
        unit.Metrics.Clear();
        _crossed++;
    }

    private EnrollmentOutcome Count(StoredUnit unit, in EnrollmentEntry entry)
    {
        bool exists = unit.Metrics.TryGetValue(entry.Metric!, out UnitMetric old);
        if (EnrollmentRule.IsDuplicate(entry.Kind, old.HasFirst, old.HasCovariate))
        {
            return EnrollmentOutcome.Duplicate;
        }

        UnitMetric now = old.Add(entry);
        unit.Metrics[entry.Metric!] = now;
        _arms[unit.Variant].Change(entry.Metric!, exists ? 0 : 1, old, now);
        return EnrollmentOutcome.Counted;
    }
}
