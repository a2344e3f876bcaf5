using System.Runtime.InteropServices;

namespace Reliability.Storage.Internal;

/// <summary>One experiment: its units, the running sums of its arms, and the last batch of each producer.</summary>
internal sealed class StoredExperiment
{
    private readonly Dictionary<string, StoredUnit> _units = new(StringComparer.Ordinal);
    private readonly List<string> _names = []; // Of the units, as they came: a page begins at a place in it.
    private readonly Dictionary<string, StoredArm> _arms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Sequence, EnrollmentResult Result)> _producers = new(StringComparer.Ordinal);
    private long _crossed;

    /// <summary>Gets the id of the import that brought the experiment; null if it began here.</summary>
    public string? ImportId { get; private set; }

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

    public EnrollmentState State() => new()
    {
        Summary = Summarize(),
        Producers = [.. _producers.Select(one => new EnrollmentProducer
        {
            ProducerId = one.Key,
            Sequence = one.Value.Sequence,
            Result = one.Value.Result,
        })],
    };

    /// <summary>Returns some units in the order in which they came.</summary>
    public UnitRecord[] Page(int skipped, int count) => [.. _names.Skip(skipped).Take(count).Select(name => _units[name].Record(name))];

    /// <summary>Adds a unit as it was at the source of an import. The sums do not count it yet.</summary>
    public void Stage(UnitRecord unit)
    {
        if (_units.TryAdd(unit.Unit, StoredUnit.Of(unit)))
        {
            _names.Add(unit.Unit);
        }
    }

    /// <summary>Takes over the state that belongs to the staged units. Returns false if they are not as many as it counts.</summary>
    public bool TryFinish(string importId, EnrollmentState state)
    {
        if (_units.Count != state.CountUnits())
        {
            return false;
        }

        foreach (ArmSummary arm in state.Summary.Arms)
        {
            _arms.Add(arm.Variant, StoredArm.Of(arm));
        }

        foreach (EnrollmentProducer producer in state.Producers)
        {
            _producers.Add(producer.ProducerId, (producer.Sequence, producer.Result));
        }

        _crossed = state.Summary.Crossed;
        ImportId = importId;
        return true;
    }

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
        _names.Add(name);
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
