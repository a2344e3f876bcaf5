namespace Reliability.Common.Internal;

/// <summary>Refuses bad input with a message that names the value and the legal range, the same in every culture.</summary>
internal static class Legal
{
    /// <summary>Whole numbers up to here are exact as doubles.</summary>
    public const long MaxUnits = 1L << 53;

    public static double Inside(double value, double low, double high, string parameter) =>
        value > low && value < high
            ? value
            : throw new ArgumentOutOfRangeException(parameter, Text($"Legal is a number above {low} and below {high}; it is {value}."));

    public static double Positive(double value, string parameter) =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(parameter, Text($"Legal is a finite number above 0; it is {value}."));

    public static double Finite(double value, string parameter) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(parameter, Text($"Legal is a finite number; it is {value}."));

    public static long Between(long value, long low, long high, string parameter) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(parameter, Text($"Legal is a whole number from {low} to {high}; it is {value}."));

    public static double Within(double value, double low, double high, string parameter) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(parameter, Text($"Legal is a number from {low} to {high}; it is {value}."));

    public static string Text(InvariantText text) => text.ToString();
}
