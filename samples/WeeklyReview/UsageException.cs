namespace WeeklyReviewSample;

/// <summary>A command line or a file that makes no sense. The message is fit for the person who wrote it.</summary>
internal sealed class UsageException(string message) : Exception(message);
