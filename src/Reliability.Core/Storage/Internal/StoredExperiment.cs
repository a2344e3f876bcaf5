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

        Span<int> counts = stackalloc int[(int)Outcome.Unexposed + 1];
        List<int> unexposed = [];
        for (int place = 0; place < batch.Entries.Count; place++)
        {
            Outcome outcome = Apply(batch.Entries[place]);
            counts[(int)outcome]++;
            if (outcome == Outcome.Unexposed)
            {
                unexposed.Add(place);
            }
        }

        var result = new EnrollmentResult
        {
            Enrolled = counts[(int)Outcome.Enrolled],
            Crossed = counts[(int)Outcome.Crossed],
            Counted = counts[(int)Outcome.Counted],
            Duplicates = counts[(int)Outcome.Duplicate],
            OtherVariant = counts[(int)Outcome.OtherVariant],
            OfCrossed = counts[(int)Outcome.OfCrossed],
            Unexposed = unexposed.AsReadOnly(),
        };
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

    private Outcome Apply(in EnrollmentEntry entry)
    {
        long time = entry.Time.ToUnixTimeMilliseconds();
        StoredUnit? unit = _units.GetValueOrDefault(entry.Unit);
        if (entry.Kind == EnrollmentKind.Exposure)
        {
            return Expose(entry.Unit, unit, entry.Variant!, time);
        }

        if (unit is null)
        {
            return Outcome.Unexposed;
        }

        if (unit.IsCrossed)
        {
            return Outcome.OfCrossed;
        }

        if (entry.Variant is not null && entry.Variant != unit.Variant)
        {
            return Outcome.OtherVariant;
        }

        return time < unit.Time && entry.Kind != EnrollmentKind.Covariate ? Outcome.Unexposed : Count(unit, entry);
    }

    private Outcome Expose(string name, StoredUnit? unit, string variant, long time)
    {
        if (unit is null)
        {
            _units.Add(name, new StoredUnit(variant, time));
            ref StoredArm? arm = ref CollectionsMarshal.GetValueRefOrAddDefault(_arms, variant, out _);
            (arm ??= new StoredArm()).Units++;
            return Outcome.Enrolled;
        }

        if (variant == unit.Variant)
        {
            unit.Time = Math.Min(unit.Time, time);
            return Outcome.Duplicate;
        }

        if (unit.IsCrossed)
        {
            return Outcome.Duplicate;
        }

        _arms[unit.Variant].Remove(unit);
        unit.IsCrossed = true;
        unit.Metrics.Clear();
        _crossed++;
        return Outcome.Crossed;
    }

    private Outcome Count(StoredUnit unit, in EnrollmentEntry entry)
    {
        bool exists = unit.Metrics.TryGetValue(entry.Metric!, out UnitMetric old);
        if ((entry.Kind == EnrollmentKind.First && old.HasFirst) || (entry.Kind == EnrollmentKind.Covariate && old.HasCovariate))
        {
            return Outcome.Duplicate;
        }

        UnitMetric now = old.Add(entry);
        unit.Metrics[entry.Metric!] = now;
        _arms[unit.Variant].Change(entry.Metric!, exists ? 0 : 1, old, now);
        return Outcome.Counted;
    }

    private enum Outcome
    {
        Enrolled,
        Crossed,
        Counted,
        Duplicate,
        OtherVariant,
        OfCrossed,
        Unexposed,
    }
}
