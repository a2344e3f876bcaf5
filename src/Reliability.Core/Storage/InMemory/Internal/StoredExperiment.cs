namespace Reliability.Storage.InMemory.Internal;

/// <summary>The units of one experiment and the sums of its arms.</summary>
internal sealed class StoredExperiment
{
    private readonly Dictionary<string, Unit> _units = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Arm> _arms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Sequence, EnrollmentResult Result)> _producers = new(StringComparer.Ordinal);
    private long _crossed;

    private enum Fate
    {
        Enrolled,
        Crossed,
        Counted,
        Duplicate,
        OtherVariant,
        OfCrossed,
        Unexposed,
    }

    public bool HasUnits => _units.Count > 0;

    public EnrollmentResult Apply(EnrollmentBatch batch)
    {
        if (_producers.TryGetValue(batch.ProducerId, out (long Sequence, EnrollmentResult Result) last) && batch.Sequence <= last.Sequence)
        {
            return batch.Sequence == last.Sequence ? last.Result : new EnrollmentResult { Superseded = true };
        }

        Span<int> fates = stackalloc int[(int)Fate.Unexposed + 1];
        var unexposed = new List<int>();
        for (int i = 0; i < batch.Entries.Count; i++)
        {
            EnrollmentEntry entry = batch.Entries[i];
            Fate fate = entry.Kind == EnrollmentKind.Exposure ? Expose(entry) : Count(entry);
            fates[(int)fate]++;
            if (fate == Fate.Unexposed)
            {
                unexposed.Add(i);
            }
        }

        var result = new EnrollmentResult
        {
            Enrolled = fates[(int)Fate.Enrolled],
            Crossed = fates[(int)Fate.Crossed],
            Counted = fates[(int)Fate.Counted],
            Duplicates = fates[(int)Fate.Duplicate],
            OtherVariant = fates[(int)Fate.OtherVariant],
            OfCrossed = fates[(int)Fate.OfCrossed],
            Unexposed = unexposed,
        };
        _producers[batch.ProducerId] = (batch.Sequence, result);
        return result;
    }

    public EnrollmentSummary Summarize() => new(
        [
            .. _arms.Select(arm => new ArmSummary(
                arm.Key,
                arm.Value.Units,
                [.. arm.Value.Metrics.Where(m => m.Value.Units > 0).Select(m => m.Value.ToSums(m.Key))])),
        ],
        _crossed);

    public string? VariantOf(string unit) => _units.TryGetValue(unit, out Unit? stored) ? stored.Variant : null;

    public EnrolledUnit[] Units() => [.. _units.Select(u => new EnrolledUnit(u.Key, u.Value.Variant, DateTimeOffset.FromUnixTimeMilliseconds(u.Value.Time), u.Value.IsCrossed))];

    private Fate Expose(in EnrollmentEntry entry)
    {
        long time = entry.Time.ToUnixTimeMilliseconds();
        if (!_units.TryGetValue(entry.Unit, out Unit? unit))
        {
            _units.Add(entry.Unit, new Unit { Variant = entry.Variant!, Time = time });
            ArmOf(entry.Variant!).Units++;
            return Fate.Enrolled;
        }

        if (unit.IsCrossed)
        {
            return Fate.Duplicate;
        }

        if (unit.Variant == entry.Variant)
        {
            unit.Time = Math.Min(unit.Time, time);
            return Fate.Duplicate;
        }

        unit.IsCrossed = true;
        _crossed++;
        Arm arm = ArmOf(unit.Variant);
        arm.Units--;
        foreach ((string metric, Values values) in unit.Metrics)
        {
            arm.Metrics[metric].Add(values, -1);
        }

        unit.Metrics.Clear();
        return Fate.Crossed;
    }

    private Fate Count(in EnrollmentEntry entry)
    {
        if (!_units.TryGetValue(entry.Unit, out Unit? unit))
        {
            return Fate.Unexposed;
        }

        if (unit.IsCrossed)
        {
            return Fate.OfCrossed;
        }

        if (entry.Variant is { } variant && variant != unit.Variant)
        {
            return Fate.OtherVariant;
        }

        if (entry.Kind != EnrollmentKind.Covariate && entry.Time.ToUnixTimeMilliseconds() < unit.Time)
        {
            return Fate.Unexposed;
        }

        unit.Metrics.TryGetValue(entry.Metric!, out Values values);
        bool isDuplicate = entry.Kind == EnrollmentKind.First ? values.HasValue : entry.Kind == EnrollmentKind.Covariate && values.HasCovariate;
        if (isDuplicate)
        {
            return Fate.Duplicate;
        }

        Arm arm = ArmOf(unit.Variant);
        if (!arm.Metrics.TryGetValue(entry.Metric!, out Sums? sums))
        {
            arm.Metrics.Add(entry.Metric!, sums = new Sums());
        }

        if (values.HasValue || values.HasCovariate)
        {
            sums.Add(values, -1);
        }

        Values next = new(
            values.X + entry.Value,
            values.Y + entry.Second,
            values.HasValue || entry.Kind != EnrollmentKind.Covariate,
            values.HasCovariate || entry.Kind == EnrollmentKind.Covariate);
        sums.Add(next, 1);
        unit.Metrics[entry.Metric!] = next;
        return Fate.Counted;
    }

    private Arm ArmOf(string variant)
    {
        if (!_arms.TryGetValue(variant, out Arm? arm))
        {
            _arms.Add(variant, arm = new Arm());
        }

        return arm;
    }

    private readonly record struct Values(double X, double Y, bool HasValue, bool HasCovariate);

    private sealed class Unit
    {
        public required string Variant { get; init; }

        public long Time { get; set; }

        public bool IsCrossed { get; set; }

        public Dictionary<string, Values> Metrics { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Arm
    {
        public long Units { get; set; }

        public SortedDictionary<string, Sums> Metrics { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Sums
    {
        private double _x;
        private double _xx;
        private double _y;
        private double _yy;
        private double _xy;

        public long Units { get; private set; }

        public void Add(in Values values, int sign)
        {
            Units += sign;
            _x += sign * values.X;
            _xx += sign * values.X * values.X;
            _y += sign * values.Y;
            _yy += sign * values.Y * values.Y;
            _xy += sign * values.X * values.Y;
        }

        public MetricSums ToSums(string metric) => new(metric, Units, _x, _xx, _y, _yy, _xy);
    }
}
