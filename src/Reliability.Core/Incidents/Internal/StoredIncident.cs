using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>An incident as it is listed: what decides whether it is needed, and the way to the rest of it.</summary>
internal readonly struct StoredIncident(Incident head, Document document)
{
    /// <summary>Gets the incident without its texts, its alerts, its timeline and its history.</summary>
    public Incident Head => head;

    /// <summary>Returns the whole incident.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public Incident ToIncident() =>
        DocumentSet<IncidentRecord>.Read(document).Require().ToIncident(head.Service, head.Id, document.ETag);
}
