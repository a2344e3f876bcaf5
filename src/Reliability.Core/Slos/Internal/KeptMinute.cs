using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The events of one minute of an hour.</summary>
/// <param name="Minute">0 to 59.</param>
/// <param name="Count">The events.</param>
/// <param name="Good">The good ones.</param>
/// <param name="Sum">The sum of their values in units of 10⁻⁷.</param>
internal sealed record KeptMinute(int Minute, long Count, long Good, double Sum)
{
    public static KeptMinute From(in SeriesBucket bucket) => new(bucket.Start.Minute, bucket.Count, bucket.Good, bucket.ScaledSum);

    public SeriesBucket ToBucket(DateTimeOffset hour) => new(hour.AddMinutes(Minute), Count, Good) { ScaledSum = Sum };
}
