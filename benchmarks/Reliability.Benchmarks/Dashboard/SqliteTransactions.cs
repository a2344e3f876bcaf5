using System.Runtime.InteropServices;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>
/// Counts what SQLite has instead of round trips: transactions, and statements outside of one. Its own trace tells: each connection that is
/// opened after <see cref="Start"/> calls back when a statement begins.
/// </summary>
internal static class SqliteTransactions
{
    private const string Library = "e_sqlite3";
    private const uint TraceStatement = 1;

    // The library keeps the addresses, so that the delegates live as long as the process.
    private static readonly Opened _opened = OnOpened;
    private static readonly Traced _traced = OnTraced;
    private static long _count;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Opened(nint connection, nint error, nint routines);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Traced(uint kind, nint context, nint statement, nint text);

    /// <summary>Gets the number of transactions so far.</summary>
    public static long Count => Interlocked.Read(ref _count);

    /// <summary>Traces the connections that are opened from now on.</summary>
    public static void Start()
    {
        SQLitePCL.Batteries_V2.Init();
        Require(AutoExtension(Marshal.GetFunctionPointerForDelegate(_opened)));
    }

    /// <summary>Connections that are opened from now on are not traced.</summary>
    public static void Stop() => _ = CancelAutoExtension(Marshal.GetFunctionPointerForDelegate(_opened));

    private static int OnOpened(nint connection, nint error, nint routines) =>
        Trace(connection, TraceStatement, Marshal.GetFunctionPointerForDelegate(_traced), 0);

    private static int OnTraced(uint kind, nint context, nint statement, nint text)
    {
        string sql = Marshal.PtrToStringUTF8(text) ?? "";
        bool isEnd = sql.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase)
            || sql.StartsWith("ROLLBACK", StringComparison.OrdinalIgnoreCase);

        // A statement that begins a transaction still runs outside of one.
        if (!isEnd && IsOutside(ConnectionOf(statement)) != 0)
        {
            Interlocked.Increment(ref _count);
        }

        return 0;
    }

    private static void Require(int code)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"SQLite does not trace: code {code}.");
        }
    }

    [DllImport(Library, EntryPoint = "sqlite3_auto_extension", CallingConvention = CallingConvention.Cdecl)]
    private static extern int AutoExtension(nint entry);

    [DllImport(Library, EntryPoint = "sqlite3_cancel_auto_extension", CallingConvention = CallingConvention.Cdecl)]
    private static extern int CancelAutoExtension(nint entry);

    [DllImport(Library, EntryPoint = "sqlite3_db_handle", CallingConvention = CallingConvention.Cdecl)]
    private static extern nint ConnectionOf(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_get_autocommit", CallingConvention = CallingConvention.Cdecl)]
    private static extern int IsOutside(nint connection);

    [DllImport(Library, EntryPoint = "sqlite3_trace_v2", CallingConvention = CallingConvention.Cdecl)]
    private static extern int Trace(nint connection, uint mask, nint callback, nint context);
}
