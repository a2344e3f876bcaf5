using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>How long series are kept: what is set, and otherwise the nearest valid value to the default.</summary>
internal readonly struct RetentionSettings(ReliabilityOptions options)
{
    public TimeSpan Days { get; } =
        options.DayRetention ?? Nearest(SeriesRetention.Default.Days, options.HourRetention, TimeSpan.MaxValue);

    public TimeSpan MinuteSketches { get; } =
        options.MinuteSketchRetention ?? Nearest(SketchRetention.Default.Minutes, TimeSpan.Zero, options.MinuteRetention);

    public TimeSpan HourSketches => options.HourSketchRetention
        ?? Nearest(SketchRetention.Default.Hours, MinuteSketches, options.HourRetention);

    public TimeSpan DaySketches => options.DaySketchRetention ?? Nearest(SketchRetention.Default.Days, HourSketches, Days);

    public SeriesRetention ToRetention() => new(
        options.MinuteRetention, options.HourRetention, Days, new SketchRetention(MinuteSketches, HourSketches, DaySketches));

    private static TimeSpan Nearest(TimeSpan value, TimeSpan min, TimeSpan max) => value > max ? max : value < min ? min : value;
}
