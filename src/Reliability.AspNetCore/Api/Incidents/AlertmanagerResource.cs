namespace Reliability.AspNetCore.Internal;

internal sealed record AlertmanagerResource(int ReceivedCount, IReadOnlyList<IncidentRefusalResource> Refused);
