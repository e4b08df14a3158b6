global using Rollcall.Tests;
