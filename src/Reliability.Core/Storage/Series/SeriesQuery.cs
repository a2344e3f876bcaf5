namespace Reliability.Storage;

/// <summary>Asks for the buckets of one series in a range of time.</summary>
public sealed record SeriesQuery
{
    /// <summary>Asks for the buckets that start within [<paramref name="from"/>, <paramref name="to"/>).</summary>
    /// <param name="series">The series.</param>
    /// <param name="resolution">The tier to read.</param>
    /// <param name="from">The earliest start, included.</param>
    /// <param name="to">The latest start, excluded; not before <paramref name="from"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
    public SeriesQuery(SeriesId series, SeriesResolution resolution, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (to < from)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"A range must not end before it starts ({from:O}).");
        }

        Series = series;
        Resolution = resolution;
        From = from;
        To = to;
    }

    /// <summary>The series.</summary>
    public SeriesId Series { get; }

    /// <summary>The tier to read.</summary>
    public SeriesResolution Resolution { get; }

    /// <summary>The earliest start, included.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The latest start, excluded.</summary>
    public DateTimeOffset To { get; }

    /// <summary>Whether to load the buckets' sketches, which cost an allocation each. Default: no.</summary>
    public bool IncludeSketches { get; init; }
}
