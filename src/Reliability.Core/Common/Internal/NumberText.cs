using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>Numbers in words.</summary>
internal static class NumberText
{
    /// <summary>Returns a number with all its digits, and without zeros at its end.</summary>
    public static string Exact(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
