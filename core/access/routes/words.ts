import { z } from 'zod';

export const Login = z.string().trim().toLowerCase().min(1).max(120);
export const Password = z.string().min(1).max(200);
