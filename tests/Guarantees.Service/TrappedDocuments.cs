using System.Text.Json;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>Documents of a process that can be caught before it stores how far it followed the alerts of an incident.</summary>
internal sealed class TrappedDocuments(IDocumentStore documents, Traps traps) : ForwardedDocuments(documents)
{
    public const string Positions = "incident-alerts";

    public override async ValueTask<IReadOnlyList<WriteOutcome>> PutAsync(
        IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.Any(one => one.Id.Collection.Name == Positions && HasIncident(one)))
        {
            await traps.PassAsync(Traps.BeforePosition);
        }

        return await base.PutAsync(writes, cancellationToken);
    }

    private static bool HasIncident(DocumentWrite write)
    {
        using JsonDocument record = JsonDocument.Parse(write.Json);
        return record.RootElement.TryGetProperty("incident", out JsonElement incident) && incident.ValueKind == JsonValueKind.String;
    }
}
