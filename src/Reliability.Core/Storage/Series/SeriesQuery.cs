using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>A query for the buckets of one series in a time range.</summary>
public sealed record SeriesQuery
{
    /// <summary>
    /// Initializes a new instance of the <see cref="SeriesQuery"/> class for the buckets that start within [<paramref name="from"/>,
    /// <paramref name="to"/>).
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="resolution">The tier to read.</param>
    /// <param name="from">The earliest start, inclusive.</param>
    /// <param name="to">The latest start, exclusive, not before <paramref name="from"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public SeriesQuery(SeriesId series, SeriesResolution resolution, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (to < from)
        {
            throw Check.OutOfRange(to, $"A range must not end before it starts ({from:O}).", nameof(to));
        }

        Series = series;
        Resolution = resolution;
        From = from;
        To = to;
    }

    /// <summary>Gets the series.</summary>
    public SeriesId Series { get; }

    /// <summary>Gets the tier to read.</summary>
    public SeriesResolution Resolution { get; }

    /// <summary>Gets the earliest start, inclusive.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Gets the latest start, exclusive.</summary>
    public DateTimeOffset To { get; }

    /// <summary>
    /// Gets a value indicating whether to load the sketches of the buckets, which cost an allocation each. The default is
    /// <see langword="false"/>.
    /// </summary>
    public bool IncludeSketches { get; init; }
}
