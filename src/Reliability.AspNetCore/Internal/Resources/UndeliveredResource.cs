namespace Reliability.AspNetCore.Internal;

internal sealed record UndeliveredResource(string Notifier, DateTimeOffset GivenUpAt, TransitionResource Notification);
