namespace Rollcall.Tests;

/// <summary>What the kernel says about a process at one moment.</summary>
/// <param name="Cpu">Processor time since it started, all threads.</param>
/// <param name="Resident">Bytes in memory, shared pages included.</param>
/// <param name="Anonymous">Bytes in memory that belong to nobody else: heap, stacks, compiled code.</param>
/// <param name="Threads">Threads that exist.</param>
internal readonly record struct ProcessReading(TimeSpan Cpu, long Resident, long Anonymous, int Threads);
