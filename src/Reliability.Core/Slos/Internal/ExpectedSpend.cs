using Reliability.Statistics;

namespace Reliability.Slos.Internal;

/// <summary>What is expected of the hours to come: a pace of bad units, which is constant or repeats after a day or a week.</summary>
internal sealed class ExpectedSpend
{
    private readonly SpendSeason _season;
    private readonly double _mean;
    private readonly double _margin;

    private ExpectedSpend(SpendSeason season, double mean, double margin) => (_season, _mean, _margin) = (season, mean, margin);

    public ForecastSeason Season => _season.Kind;

    /// <summary>Gets the bad units per hour, on average over the season, at the low end of the interval.</summary>
    public double Low => Average(-_margin);

    /// <summary>Gets the bad units per hour, on average over the season.</summary>
    public double Mean => Average(0);

    /// <summary>Gets the bad units per hour, on average over the season, at the high end of the interval.</summary>
    public double High => Average(_margin);

    /// <summary>Gets how far the interval of the mean reaches to either side.</summary>
    public double Margin => _margin;

    /// <summary>
    /// Returns what recent hours let expect. If all hours have a significant season, it is that of an exponential smoothing model, whose
    /// level is the pace; otherwise the pace is the mean of the recent hours. The margin is that of the two-sided Student interval of the
    /// mean of the recent hours without their season.
    /// </summary>
    /// <param name="season">The season of the hours of the window.</param>
    /// <param name="recent">The last ones of these hours, at least two.</param>
    /// <param name="confidence">The confidence level of the interval.</param>
    public static ExpectedSpend Of(SpendSeason season, IReadOnlyList<HourlySpend> recent, double confidence)
    {
        double[] rest = [.. recent.Select(hour => hour.BadPerHour - season.EffectOf(hour.Start))];
        double mean = rest.Average();
        double variance = rest.Sum(bad => (bad - mean) * (bad - mean)) / (rest.Length - 1);
        double margin = Distributions.StudentQuantile(0.5 + (confidence / 2), rest.Length - 1) * Math.Sqrt(variance / rest.Length);
        return new ExpectedSpend(season, season.Level ?? mean, margin);
    }

    /// <summary>Returns the bad units that are expected in a range.</summary>
    /// <param name="from">The start.</param>
    /// <param name="length">The length.</param>
    /// <param name="shift">What is added to the pace, such as <see cref="Margin"/>. No hour has less than 0 bad units.</param>
    public double Bad(DateTimeOffset from, TimeSpan length, double shift)
    {
        if (_season.Effects.Count == 0)
        {
            return Pace(0, shift) * length.TotalHours;
        }

        double bad = 0;
        for (DateTimeOffset end = from + length; from < end;)
        {
            DateTimeOffset next = from.AddTicks(TimeSpan.TicksPerHour - (from.UtcTicks % TimeSpan.TicksPerHour));
            next = next < end ? next : end;
            bad += Pace(_season.EffectOf(from), shift) * (next - from).TotalHours;
            from = next;
        }

        return bad;
    }

    private double Average(double shift) =>
        _season.Effects.Count == 0 ? Pace(0, shift) : _season.Effects.Average(effect => Pace(effect, shift));

    private double Pace(double effect, double shift) => Math.Max(0, _mean + shift + effect);
}
