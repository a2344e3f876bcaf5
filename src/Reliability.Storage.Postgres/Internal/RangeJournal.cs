namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// The part of the journal that the ranges of one statement need: each chunk once, which its series share, and a sum for each service.
/// </summary>
internal sealed class RangeJournal
{
    private readonly Dictionary<string, SketchJournal> _services;

    public RangeJournal(IEnumerable<SeriesQuery> queries)
    {
        SeriesId[] series = [.. queries.Where(query => query.IncludeSketches).Select(query => query.Series).Distinct()];
        _services = series.GroupBy(id => id.Service, StringComparer.Ordinal).ToDictionary(
            service => service.Key, service => new SketchJournal(service.Select(id => id.Name)), StringComparer.Ordinal);
        (string Service, int Chunk)[] chunks = [.. series.Select(id => (id.Service, SketchJournal.ChunkOf(id.Name))).Distinct()];
        Services = Array.ConvertAll(chunks, chunk => chunk.Service);
        Chunks = Array.ConvertAll(chunks, chunk => (short)chunk.Chunk);
    }

    /// <summary>Gets the service of each chunk.</summary>
    public string[] Services { get; }

    /// <summary>Gets the chunks.</summary>
    public short[] Chunks { get; }

    /// <summary>Adds an entry of the chunk at a 1-based place.</summary>
    /// <exception cref="FormatException">The entry is damaged or of a later version.</exception>
    public void Add(int place, byte[] entry) => _services[Services[place - 1]].Add(entry);

    /// <summary>Returns a bucket of a range, whose stored sketch may change, with what the journal adds to it.</summary>
    public SeriesBucket AddTo(SeriesQuery query, in SeriesBucket bucket) => query.IncludeSketches
        ? bucket with { Sketch = _services[query.Series.Service].AddTo(query.Series.Name, query.Resolution, bucket.Start, bucket.Sketch) }
        : bucket;
}
