namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// A batch as columns: each unit, variant, metric and pair of unit and metric once, and the entries in their order with references to them.
/// A reference is a 1-based position; 0 means none. Variants of exposures come first, and units are in the order of the table.
/// </summary>
internal sealed class EnrollmentRows
{
    private EnrollmentRows(int entries)
    {
        Kinds = new int[entries];
        Units = new int[entries];
        Variants = new int[entries];
        Pairs = new int[entries];
        Values = new double[entries];
        Seconds = new double[entries];
        Times = new DateTime[entries];
    }

    public string[] UnitNames { get; private init; } = [];

    /// <summary>Gets the number of <see cref="VariantNames"/> that exposures name.</summary>
    public int Arms { get; private set; }

    public string[] VariantNames { get; private set; } = [];

    public string[] MetricNames { get; private set; } = [];

    public int[] PairUnits { get; private set; } = [];

    public int[] PairMetrics { get; private set; } = [];

    public int[] Kinds { get; }

    public int[] Units { get; }

    public int[] Variants { get; }

    public int[] Pairs { get; }

    public double[] Values { get; }

    public double[] Seconds { get; }

    public DateTime[] Times { get; }

    public static EnrollmentRows Of(EnrollmentBatch batch)
    {
        string[] names = [.. batch.Entries.Select(entry => entry.Unit).Distinct(StringComparer.Ordinal)];
        Array.Sort(names, StringComparer.Ordinal);
        var rows = new EnrollmentRows(batch.Entries.Count) { UnitNames = names };
        rows.Fill(batch.Entries);
        return rows;
    }

    private void Fill(IReadOnlyList<EnrollmentEntry> entries)
    {
        Dictionary<string, int> units = new(StringComparer.Ordinal);
        Dictionary<string, int> variants = new(StringComparer.Ordinal);
        Dictionary<string, int> metrics = new(StringComparer.Ordinal);
        Dictionary<(int Unit, int Metric), int> pairs = [];
        foreach (string unit in UnitNames)
        {
            units.Add(unit, units.Count + 1);
        }

        foreach (EnrollmentEntry exposure in entries.Where(entry => entry.Kind == EnrollmentKind.Exposure))
        {
            Place(variants, exposure.Variant!);
        }

        Arms = variants.Count;
        for (int i = 0; i < entries.Count; i++)
        {
            EnrollmentEntry entry = entries[i];
            Kinds[i] = (int)entry.Kind;
            Units[i] = units[entry.Unit];
            Variants[i] = entry.Variant is null ? 0 : Place(variants, entry.Variant);
            Pairs[i] = entry.Metric is null ? 0 : Place(pairs, (Units[i], Place(metrics, entry.Metric)));
            Values[i] = entry.Value;
            Seconds[i] = entry.Second;
            Times[i] = Timestamp.Of(DateTimeOffset.FromUnixTimeMilliseconds(entry.Time.ToUnixTimeMilliseconds()));
        }

        VariantNames = InOrder(variants);
        MetricNames = InOrder(metrics);
        (int Unit, int Metric)[] order = InOrder(pairs);
        PairUnits = [.. order.Select(pair => pair.Unit)];
        PairMetrics = [.. order.Select(pair => pair.Metric)];
    }

    private static int Place<T>(Dictionary<T, int> places, T item)
        where T : notnull
    {
        if (!places.TryGetValue(item, out int place))
        {
            places.Add(item, place = places.Count + 1);
        }

        return place;
    }

    private static T[] InOrder<T>(Dictionary<T, int> places)
        where T : notnull
    {
        var items = new T[places.Count];
        foreach ((T item, int place) in places)
        {
            items[place - 1] = item;
        }

        return items;
    }
}
