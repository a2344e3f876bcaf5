namespace Reliability.Common;

/// <summary>The base of every fault that this library reports on its own account.</summary>
public class ReliabilityException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, naming the value and what would have been legal.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ReliabilityException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
