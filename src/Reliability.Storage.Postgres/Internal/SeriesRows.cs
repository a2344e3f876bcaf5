namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The counts of a batch as columns: its series by name, and one row for each bucket of each tier, regardless of the number of deltas. Rows
/// are in the order of name, tier and start, so that adjacent rows of the table are written together.
/// </summary>
internal sealed class SeriesRows
{
    private static readonly SeriesResolution[] s_tiers = Enum.GetValues<SeriesResolution>();

    private SeriesRows(string[] names, int rows)
    {
        Names = names;
        Series = new int[rows];
        Tiers = new short[rows];
        Starts = new DateTime[rows];
        Counts = new long[rows];
        Goods = new long[rows];
        Sums = new double[rows];
        Mins = new double[rows];
        Maxes = new double[rows];
    }

    /// <summary>Gets the newest minute; <see langword="null"/> if the batch has none.</summary>
    public DateTime? Newest { get; private set; }

    /// <summary>Gets the distinct series.</summary>
    public string[] Names { get; }

    /// <summary>Gets the 1-based position of the series of each row in <see cref="Names"/>.</summary>
    public int[] Series { get; }

    public short[] Tiers { get; }

    public DateTime[] Starts { get; }

    public long[] Counts { get; }

    public long[] Goods { get; }

    public double[] Sums { get; }

    public double[] Mins { get; }

    public double[] Maxes { get; }

    public static SeriesRows Of(SeriesBatch batch)
    {
        string[] names = [.. batch.Deltas.Select(delta => delta.Series).Distinct(StringComparer.Ordinal)];
        Array.Sort(names, StringComparer.Ordinal);
        Dictionary<string, int> places = new(names.Length, StringComparer.Ordinal);
        foreach (string name in names)
        {
            places.Add(name, places.Count + 1);
        }

        List<Part> parts = new(s_tiers.Length * batch.Deltas.Count);
        DateTime? newest = null;
        for (int i = 0; i < batch.Deltas.Count; i++)
        {
            SeriesDelta delta = batch.Deltas[i];
            DateTime start = Timestamp.Of(delta.Bucket.Start);
            newest = newest > start ? newest : start;
            foreach (SeriesResolution tier in s_tiers)
            {
                if (delta.Tiers.HasFlag(tier.ToTiers()))
                {
                    parts.Add(new Part(places[delta.Series], tier, Timestamp.Of(batch.StartOf(tier, delta.Bucket.Start)), i));
                }
            }
        }

        parts.Sort(Part.Compare);
        var rows = new SeriesRows(names, parts.Where((part, i) => i == 0 || !part.IsSameRow(parts[i - 1])).Count()) { Newest = newest };
        rows.Fill(batch, parts);
        return rows;
    }

    /// <summary>Merges the parts of each row, which are adjacent.</summary>
    private void Fill(SeriesBatch batch, List<Part> parts)
    {
        int row = 0;
        for (int i = 0; i < parts.Count; row++)
        {
            Part first = parts[i];
            SeriesBucket sum = batch.Deltas[first.Delta].Bucket.WithoutSketch();
            for (i++; i < parts.Count && parts[i].IsSameRow(first); i++)
            {
                sum = sum.Merge(batch.Deltas[parts[i].Delta].Bucket.WithoutSketch());
            }

            Set(row, first, sum);
        }
    }

    private void Set(int index, Part part, in SeriesBucket bucket)
    {
        Series[index] = part.Series;
        Tiers[index] = (short)part.Tier;
        Starts[index] = part.Start;
        Counts[index] = bucket.Count;
        Goods[index] = bucket.Good;
        Sums[index] = bucket.ScaledSum;
        Mins[index] = bucket.Min;
        Maxes[index] = bucket.Max;
    }

    /// <summary>
    /// The contribution of a delta to a row. Each flush sorts many parts, so they are small and refer to the delta by index.
    /// </summary>
    private readonly record struct Part(int Series, SeriesResolution Tier, DateTime Start, int Delta)
    {
        public bool IsSameRow(Part other) => Series == other.Series && Tier == other.Tier && Start == other.Start;

        public static int Compare(Part one, Part other) =>
            one.Series != other.Series ? one.Series.CompareTo(other.Series)
            : one.Tier != other.Tier ? ((int)one.Tier).CompareTo((int)other.Tier)
            : one.Start != other.Start ? one.Start.CompareTo(other.Start)
            : one.Delta.CompareTo(other.Delta);
    }
}
