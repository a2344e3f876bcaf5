using System.Globalization;

namespace Reliability.Slos.Internal;

/// <summary>Definitions as text, to tell one from another. The same in every culture and for 99.9 and 99.90.</summary>
internal static class DefinitionText
{
    /// <summary>What is measured: another one makes recorded events mean something else.</summary>
    public static string Measures(SloDefinition slo) => Invariant(() => slo.Indicator.ToString());

    /// <summary>All that decides about budgets and alerts.</summary>
    public static string Of(SloDefinition slo) => Invariant(() =>
        $"{slo.Service}|{slo.Target / 1.000000000000000000m}|{slo.Indicator}|{slo.Window}|{slo.Budgeting}|{string.Join(";", slo.Alerts)}");

    /// <summary>The figures of records are written in the culture of the moment.</summary>
    private static string Invariant(Func<string> text)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return text();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
