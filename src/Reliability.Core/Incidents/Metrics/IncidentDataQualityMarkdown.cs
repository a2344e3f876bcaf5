using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Writes reports on the quality of records of incidents as Markdown.</summary>
public static class IncidentDataQualityMarkdown
{
    /// <summary>
    /// Returns a report as Markdown. The same report gives the same bytes in every culture and on every platform. Names are escaped, so
    /// that they are neither markup nor HTML.
    /// </summary>
    /// <param name="quality">The report.</param>
    public static string Write(IncidentDataQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        return DataQualityText.Markdown(quality);
    }
}
