namespace Reliability.Common.Internal;

/// <summary>What a line of a time and a value says.</summary>
internal readonly ref struct TimedValue
{
    public TimeReading Time { get; init; }

    public double Value { get; init; }

    /// <summary>Gets why the line cannot be used, or <see cref="DropReason.None"/>.</summary>
    public DropReason Reason { get; init; }

    /// <summary>Gets the field that is wrong, or that of the time. It is valid until the next line is read.</summary>
    public ReadOnlySpan<char> Text { get; init; }
}
