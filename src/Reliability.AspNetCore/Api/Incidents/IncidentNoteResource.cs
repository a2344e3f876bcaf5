namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentNoteResource(DateTimeOffset At, string By, string Text);
