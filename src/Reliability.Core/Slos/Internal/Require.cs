using System.Diagnostics.CodeAnalysis;

namespace Reliability.Slos.Internal;

/// <summary>Checks an argument against its legal range.</summary>
internal static class Require
{
    public static void That([DoesNotReturnIf(false)] bool legal, object? value, string range, string parameter)
    {
        if (!legal)
        {
            throw new ArgumentOutOfRangeException(parameter, value, range);
        }
    }
}
