using Reliability.Storage;
using Reliability.Trends;

namespace TrendReportSample.Reading;

/// <summary>The values of a file by hour and by day.</summary>
internal sealed class SeriesData(string name, DroppedRows dropped, bool hasSketches, TimeZoneInfo zone)
{
    private const int LeastDays = 14;
    private readonly BucketTable _hours = new(hasSketches);
    private readonly BucketTable _days = new(hasSketches);

    /// <summary>What messages call the file.</summary>
    public string Name => name;

    public DroppedRows Dropped => dropped;

    /// <summary>The number of rows that count.</summary>
    public long Rows { get; private set; }

    public void Add(long utcTicks, double value)
    {
        Rows++;
        long localTicks = ReferenceEquals(zone, TimeZoneInfo.Utc)
            ? utcTicks
            : utcTicks + zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
        _hours.Add(utcTicks / TimeSpan.TicksPerHour, value);
        _days.Add(localTicks / TimeSpan.TicksPerDay, value);
    }

    /// <summary>Returns what to analyze.</summary>
    public TrendSeries SeriesOf(ReportOptions options)
    {
        bool hasHours = _hours.Count > _days.Count;
        bool isByDay = options.Bucket switch
        {
            { } bucket => bucket == SeriesResolution.Day,
            null => _hours.Last + 1 - _hours.First >= LeastDays * 24 || (!hasHours && _days.Count > 1),
        };
        List<TrendPoint> hours = isByDay && !hasHours
            ? []
            : _hours.Points(options.Figure, hour => new DateTimeOffset(hour * TimeSpan.TicksPerHour, TimeSpan.Zero));
        return new TrendSeries
        {
            Points = isByDay ? _days.Points(options.Figure, day => DateOnly.FromDayNumber((int)day).StartIn(zone)) : hours,
            Resolution = isByDay ? SeriesResolution.Day : SeriesResolution.Hour,
            Hours = isByDay ? hours : [],
            Zone = zone,
        };
    }
}
