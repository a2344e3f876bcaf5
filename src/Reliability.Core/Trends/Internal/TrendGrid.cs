using System.Globalization;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>
/// The finite values of a series by the numbers of their hours or days. Number 0 is on a Monday, so that the remainder of a day modulo 7 is
/// its weekday, and that of an hour modulo 24 its hour of the day.
/// </summary>
internal sealed class TrendGrid
{
    private readonly SeriesResolution _resolution;
    private readonly TimeZoneInfo _zone;

    public TrendGrid(IReadOnlyList<TrendPoint> points, SeriesResolution resolution, TimeZoneInfo zone, bool isStrict)
    {
        _resolution = resolution;
        _zone = zone;
        List<(int Number, TrendPoint Point)> kept = new(points.Count);
        bool isOrdered = true;
        foreach (TrendPoint point in points)
        {
            if (double.IsFinite(point.Value))
            {
                int number = NumberOf(point.Start);
                isOrdered &= kept.Count == 0 || number > kept[^1].Number;
                kept.Add((number, point));
            }
            else if (isStrict)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The value of {point.Start:O} is {point.Value}; it must be finite."),
                    nameof(points));
            }
        }

        if (!isOrdered)
        {
            // Of the points of one number, the last one counts.
            kept.Reverse();
            kept = [.. kept.DistinctBy(one => one.Number).OrderBy(one => one.Number)];
        }

        Positions = [.. kept.Select(one => one.Number)];
        Points = [.. kept.Select(one => one.Point)];
        Values = [.. Points.Select(point => point.Value)];
        DroppedCount = points.Count - Points.Length;
    }

    /// <summary>Gets the numbers of the points, strictly increasing.</summary>
    public int[] Positions { get; }

    public double[] Values { get; }

    public TrendPoint[] Points { get; }

    public int DroppedCount { get; }

    public int MissingCount => Positions.Length == 0 ? 0 : Positions[^1] - Positions[0] + 1 - Positions.Length;

    /// <summary>Gets the number of points in a day.</summary>
    public int PerDay => _resolution == SeriesResolution.Hour ? 24 : 1;

    /// <summary>Gets the number of points in a week.</summary>
    public int PerWeek => 7 * PerDay;

    /// <summary>Returns the end of the hour or day of a point.</summary>
    public DateTimeOffset EndOf(int index) =>
        _resolution == SeriesResolution.Hour ? Points[index].Start.AddHours(1) : StartOf(Positions[index] + 1);

    /// <summary>Returns the start of the hour or day of a number.</summary>
    public DateTimeOffset StartOf(int number) => _resolution == SeriesResolution.Hour
        ? new DateTimeOffset((number * TimeSpan.TicksPerHour) - _zone.BaseUtcOffset.Ticks, TimeSpan.Zero)
        : DateOnly.FromDayNumber(number).StartIn(_zone);

    /// <summary>Returns the values without a season.</summary>
    public double[] Without(IReadOnlyList<double> profile) => profile.Count == 0
        ? Values
        : [.. Values.Select((value, i) => value - profile[Positions[i] % profile.Count])];

    /// <summary>
    /// Hours of the day are those of the standard time of the zone, because summer time would make two hours of one number.
    /// </summary>
    private int NumberOf(DateTimeOffset start) => _resolution == SeriesResolution.Hour
        ? (int)((start.UtcTicks + _zone.BaseUtcOffset.Ticks) / TimeSpan.TicksPerHour)
        : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, _zone).DateTime).DayNumber;
}
