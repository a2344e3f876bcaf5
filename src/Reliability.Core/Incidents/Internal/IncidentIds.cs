using System.Security.Cryptography;
using System.Text;

namespace Reliability.Incidents.Internal;

/// <summary>Ids of incidents follow from what opens them, so that the same request or alert opens one.</summary>
internal static class IncidentIds
{
    private const int ShortLength = 12;
    private const int LongLength = 32;

    /// <summary>The paths of the API below incidents, which would hide an incident with such an id.</summary>
    private static readonly string[] _reserved = ["open", "report", "quality", "import", "alertmanager", ".", ".."];

    /// <summary>Returns why no incident can have an id, in a sentence, or null if one can.</summary>
    public static string? ReservedFault(string id) => _reserved.Contains(id, StringComparer.OrdinalIgnoreCase)
        ? $"No incident can have the id '{id}': 'open', 'report', 'quality', 'import', 'alertmanager', '.' and '..' are paths of the API."
        : null;

    /// <summary>Returns the ids to try, in order. Short ones are for people.</summary>
    public static IReadOnlyList<string> OfChange(string changeId)
    {
        string hash = Hash("change:" + changeId);
        return [hash[..ShortLength], hash[..LongLength]];
    }

    public static string OfAlert(string alertId) => Hash("alert:" + alertId)[..LongLength];

    /// <summary>Returns the id of the change that an alert makes.</summary>
    public static string OfTransition(string alertId, bool isFired) => (isFired ? "fired-" : "resolved-") + Hash(alertId)[..LongLength];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
