using Reliability.Common;

namespace Reliability.Storage;

/// <summary>
/// The exception that is thrown when a store cannot perform an operation because it is absent, locked, read-only, corrupt or of another
/// version.
/// </summary>
/// <remarks>
/// No batch is applied in part. Outcomes that a caller expects, such as a duplicate batch, are results and never this exception.
/// </remarks>
public class StoreException : ReliabilityException
{
    /// <summary>Initializes a new instance of the <see cref="StoreException"/> class.</summary>
    /// <param name="message">A message that describes the problem, names the store and states what the reader can do.</param>
    /// <param name="isTransient"><see langword="true"/> if the same call may succeed later without intervention.</param>
    /// <param name="innerException">The exception of the driver.</param>
    public StoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>
    /// Gets a value indicating whether the same call may succeed later without intervention (for example after a lock or a lost
    /// connection).
    /// </summary>
    public bool IsTransient { get; }
}
