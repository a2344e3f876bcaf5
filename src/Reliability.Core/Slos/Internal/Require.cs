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

    /// <summary>A service that nobody declared is misspelt.</summary>
    public static void Service(IReadOnlyList<SloDefinition> objectives, string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!objectives.Any(slo => slo.Service == service))
        {
            string known = string.Join(", ", objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal).Take(20).Select(name => $"'{name}'"));
            throw new KeyNotFoundException($"No objective belongs to a service named '{service}'. Services are: {(known.Length == 0 ? "none" : known)}.");
        }
    }
}
